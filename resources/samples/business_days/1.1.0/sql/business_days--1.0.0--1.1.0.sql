\echo Use "ALTER EXTENSION business_days UPDATE" to load this file. \quit

CREATE FUNCTION business_days(first date, last date, holidays date[] DEFAULT '{}')
RETURNS SETOF date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT first + n FROM generate_series(0, last - first - 1) AS n
    WHERE extract(isodow FROM first + n) < 6 AND first + n <> ALL (holidays)
$$;
COMMENT ON FUNCTION business_days(date, date, date[]) IS
'Each business day from the first day up to, not including, the last';

CREATE FUNCTION easter_sunday(year integer)
RETURNS date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    -- The Gregorian computus: the full moon after the equinox, then the Sunday after it.
    golden constant integer := year % 19;
    century constant integer := year / 100;
    skipped constant integer := century - century / 4;
    epact integer := (skipped - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    weekday integer;
BEGIN
    IF year < 1583 THEN
        RAISE EXCEPTION 'the Gregorian calendar begins in 1583, not in %', year
            USING ERRCODE = 'datetime_field_overflow';
    END IF;
    epact := epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11));
    weekday := (year + year / 4 + epact + 2 - skipped) % 7;
    RETURN make_date(year, 3, 1) + 27 + epact - weekday;
END
$$;
COMMENT ON FUNCTION easter_sunday(integer) IS 'Easter Sunday of the western churches';
