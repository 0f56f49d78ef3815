\echo Use "CREATE EXTENSION business_days" to load this file. \quit

CREATE FUNCTION is_business_day(day date, holidays date[] DEFAULT '{}')
RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT extract(isodow FROM day) < 6 AND day <> ALL (holidays) $$;
COMMENT ON FUNCTION is_business_day(date, date[]) IS
'Whether the day is neither on a weekend nor a holiday';

CREATE FUNCTION business_days_between(first date, last date, holidays date[] DEFAULT '{}')
RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    -- Whole weeks by arithmetic, what is left day by day: no need to walk through decades.
    WITH bounds AS (
        SELECT least(first, last) AS a, greatest(first, last) AS b,
               CASE WHEN first <= last THEN 1 ELSE -1 END AS direction
    )
    SELECT (direction * (
               (b - a) / 7 * 5
             + (SELECT count(*) FROM generate_series(0, (b - a) % 7 - 1) AS n
                WHERE extract(isodow FROM a + n) < 6)
             - (SELECT count(DISTINCT h) FROM unnest(holidays) AS h
                WHERE h >= a AND h < b AND extract(isodow FROM h) < 6)))::integer
    FROM bounds
$$;
COMMENT ON FUNCTION business_days_between(date, date, date[]) IS
'Business days from the first day up to, not including, the last; negative when last is earlier';

CREATE FUNCTION add_business_days(start date, days integer, holidays date[] DEFAULT '{}')
RETURNS date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    step constant integer := sign(days);
    remaining integer := abs(days);
    day date := start;
BEGIN
    WHILE remaining > 0 LOOP
        day := day + step;
        IF extract(isodow FROM day) < 6 AND day <> ALL (holidays) THEN
            remaining := remaining - 1;
        END IF;
    END LOOP;
    RETURN day;
END
$$;
COMMENT ON FUNCTION add_business_days(date, integer, date[]) IS
'The business day that many business days after (or, when negative, before) start';
