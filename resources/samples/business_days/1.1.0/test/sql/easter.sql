SELECT easter_sunday(year) FROM unnest('{1818,1943,1961,2000,2024,2025,2038,2285}'::integer[]) AS year;

-- Always a Sunday between 22 March and 25 April.
SELECT count(*) AS wrong
FROM generate_series(1583, 3000) AS year, easter_sunday(year) AS day
WHERE extract(isodow FROM day) <> 7
   OR day NOT BETWEEN make_date(year, 3, 22) AND make_date(year, 4, 25);

SELECT easter_sunday(1500);

-- Good Friday and Easter Monday are holidays in many countries.
SELECT business_days(day - 3, day + 4, ARRAY[day - 2, day + 1]) FROM easter_sunday(2024) AS day;
