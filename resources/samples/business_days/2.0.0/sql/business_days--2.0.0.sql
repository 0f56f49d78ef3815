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

CREATE FUNCTION business_day_series(first date, last date, holidays date[] DEFAULT '{}')
RETURNS SETOF date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT first + n FROM generate_series(0, last - first - 1) AS n
    WHERE extract(isodow FROM first + n) < 6 AND first + n <> ALL (holidays)
$$;
COMMENT ON FUNCTION business_day_series(date, date, date[]) IS
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

CREATE TABLE business_calendar (
    name text PRIMARY KEY CHECK (name <> ''),
    weekend integer[] NOT NULL DEFAULT '{6,7}'
        CHECK (weekend <@ '{1,2,3,4,5,6,7}' AND NOT weekend @> '{1,2,3,4,5,6,7}')
);
COMMENT ON TABLE business_calendar IS
'Calendars by name; weekend holds ISO days of the week, 1 (Monday) to 7 (Sunday)';

CREATE TABLE business_holiday (
    calendar text NOT NULL REFERENCES business_calendar ON UPDATE CASCADE ON DELETE CASCADE,
    day date NOT NULL,
    label text,
    PRIMARY KEY (calendar, day)
);
COMMENT ON TABLE business_holiday IS 'Days on which a calendar is closed';

SELECT pg_catalog.pg_extension_config_dump('business_calendar', '');
SELECT pg_catalog.pg_extension_config_dump('business_holiday', '');

CREATE FUNCTION is_working_day(calendar text, day date)
RETURNS boolean
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    closed integer[];
BEGIN
    SELECT c.weekend INTO closed FROM @extschema@.business_calendar AS c
    WHERE c.name = is_working_day.calendar;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no calendar "%"', calendar
            USING ERRCODE = 'undefined_object',
                  HINT = 'Add it to the table business_calendar.';
    END IF;
    RETURN extract(isodow FROM day)::integer <> ALL (closed)
       AND NOT EXISTS (SELECT FROM @extschema@.business_holiday AS h
                       WHERE h.calendar = is_working_day.calendar AND h.day = is_working_day.day);
END
$$;
COMMENT ON FUNCTION is_working_day(text, date) IS 'Whether the named calendar is open on that day';

CREATE FUNCTION working_days_between(calendar text, first date, last date)
RETURNS integer
LANGUAGE sql STABLE STRICT PARALLEL SAFE
AS $$
    SELECT CASE WHEN first <= last THEN 1 ELSE -1 END
         * count(*) FILTER (WHERE @extschema@.is_working_day(calendar, least(first, last) + n))::integer
    FROM generate_series(0, abs(last - first) - 1) AS n
$$;
COMMENT ON FUNCTION working_days_between(text, date, date) IS
'Days on which the calendar is open, from the first day up to, not including, the last';

CREATE FUNCTION add_working_days(calendar text, start date, days integer)
RETURNS date
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    step constant integer := sign(days);
    remaining integer := abs(days);
    day date := start;
BEGIN
    WHILE remaining > 0 LOOP
        day := day + step;
        IF @extschema@.is_working_day(calendar, day) THEN
            remaining := remaining - 1;
        END IF;
    END LOOP;
    RETURN day;
END
$$;
COMMENT ON FUNCTION add_working_days(text, date, integer) IS
'The open day that many open days after (or, when negative, before) start';
