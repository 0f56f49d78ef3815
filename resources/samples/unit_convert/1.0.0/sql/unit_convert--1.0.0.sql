\echo Use "CREATE EXTENSION unit_convert" to load this file. \quit

CREATE TABLE unit (
    symbol text COLLATE "C" PRIMARY KEY,
    dimension text NOT NULL,
    factor numeric NOT NULL CHECK (factor > 0),
    divisor numeric NOT NULL DEFAULT 1 CHECK (divisor > 0),
    zero numeric NOT NULL DEFAULT 0,
    name text NOT NULL,
    is_own boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE unit IS
'Units: (value + zero) * factor / divisor is the value in the base unit of its dimension. Add your own.';

INSERT INTO unit (symbol, dimension, factor, divisor, zero, name, is_own) VALUES
    ('m', 'length', 1, 1, 0, 'metre', false),
    ('mm', 'length', 0.001, 1, 0, 'millimetre', false),
    ('cm', 'length', 0.01, 1, 0, 'centimetre', false),
    ('km', 'length', 1000, 1, 0, 'kilometre', false),
    ('in', 'length', 0.0254, 1, 0, 'inch', false),
    ('ft', 'length', 0.3048, 1, 0, 'foot', false),
    ('yd', 'length', 0.9144, 1, 0, 'yard', false),
    ('mi', 'length', 1609.344, 1, 0, 'mile', false),
    ('nmi', 'length', 1852, 1, 0, 'nautical mile', false),
    ('g', 'mass', 0.001, 1, 0, 'gram', false),
    ('kg', 'mass', 1, 1, 0, 'kilogram', false),
    ('t', 'mass', 1000, 1, 0, 'tonne', false),
    ('oz', 'mass', 0.028349523125, 1, 0, 'ounce', false),
    ('lb', 'mass', 0.45359237, 1, 0, 'pound', false),
    ('ml', 'volume', 0.001, 1, 0, 'millilitre', false),
    ('l', 'volume', 1, 1, 0, 'litre', false),
    ('m3', 'volume', 1000, 1, 0, 'cubic metre', false),
    ('gal_us', 'volume', 3.785411784, 1, 0, 'US gallon', false),
    ('gal_uk', 'volume', 4.54609, 1, 0, 'imperial gallon', false),
    ('m2', 'area', 1, 1, 0, 'square metre', false),
    ('ha', 'area', 10000, 1, 0, 'hectare', false),
    ('km2', 'area', 1000000, 1, 0, 'square kilometre', false),
    ('acre', 'area', 4046.8564224, 1, 0, 'acre', false),
    ('m/s', 'speed', 1, 1, 0, 'metre per second', false),
    ('km/h', 'speed', 1000, 3600, 0, 'kilometre per hour', false),
    ('mph', 'speed', 0.44704, 1, 0, 'mile per hour', false),
    ('kn', 'speed', 1852, 3600, 0, 'knot', false),
    ('K', 'temperature', 1, 1, 0, 'kelvin', false),
    ('degC', 'temperature', 1, 1, 273.15, 'degree Celsius', false),
    ('degF', 'temperature', 5, 9, 459.67, 'degree Fahrenheit', false),
    ('Pa', 'pressure', 1, 1, 0, 'pascal', false),
    ('hPa', 'pressure', 100, 1, 0, 'hectopascal', false),
    ('bar', 'pressure', 100000, 1, 0, 'bar', false),
    ('psi', 'pressure', 6894.757293168361, 1, 0, 'pound per square inch', false),
    ('J', 'energy', 1, 1, 0, 'joule', false),
    ('kJ', 'energy', 1000, 1, 0, 'kilojoule', false),
    ('kcal', 'energy', 4184, 1, 0, 'kilocalorie', false),
    ('kWh', 'energy', 3600000, 1, 0, 'kilowatt hour', false);

SELECT pg_catalog.pg_extension_config_dump('unit', 'WHERE is_own');

CREATE FUNCTION unit_named(wanted text) RETURNS unit
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    found_unit @extschema@.unit;
BEGIN
    SELECT * INTO found_unit FROM @extschema@.unit AS u WHERE u.symbol = wanted;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no unit "%"', wanted
            USING ERRCODE = 'undefined_object', HINT = 'Add it to the table unit.';
    END IF;
    RETURN found_unit;
END
$$;
COMMENT ON FUNCTION unit_named(text) IS 'The unit with that symbol; an error when there is none';

CREATE FUNCTION convert_unit(value numeric, source text, target text) RETURNS numeric
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    a constant @extschema@.unit := @extschema@.unit_named(source);
    b constant @extschema@.unit := @extschema@.unit_named(target);
BEGIN
    IF a.dimension <> b.dimension THEN
        RAISE EXCEPTION '% is a unit of %, % one of %', source, a.dimension, target, b.dimension
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- One division at the end: whatever has an exact result gets it.
    RETURN trim_scale((value + a.zero) * a.factor * b.divisor / (a.divisor * b.factor) - b.zero);
END
$$;
COMMENT ON FUNCTION convert_unit(numeric, text, text) IS 'The value in another unit of the same dimension';
