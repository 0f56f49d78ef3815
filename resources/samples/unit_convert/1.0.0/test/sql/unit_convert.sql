CREATE EXTENSION unit_convert;

SELECT convert_unit(26.2, 'mi', 'km') AS marathon, convert_unit(1, 'ft', 'in') AS foot,
       convert_unit(100, 'km/h', 'm/s') AS speed;
SELECT convert_unit(100, 'degC', 'degF') AS boiling, convert_unit(-40, 'degF', 'degC') AS both,
       convert_unit(0, 'K', 'degC') AS coldest;

-- There and back, for every pair.
SELECT count(*) AS wrong FROM unit AS a JOIN unit AS b USING (dimension)
WHERE abs(convert_unit(convert_unit(123.456, a.symbol, b.symbol), b.symbol, a.symbol) - 123.456) > 0.000001;

SELECT convert_unit(1, 'km', 'kg');
SELECT convert_unit(1, 'parsec', 'm');
INSERT INTO unit (symbol, dimension, factor, name) VALUES ('parsec', 'length', 3.0856775814913673e16, 'parsec');
SELECT round(convert_unit(1, 'parsec', 'km'));
SELECT convert_unit(NULL, 'm', 'km');
