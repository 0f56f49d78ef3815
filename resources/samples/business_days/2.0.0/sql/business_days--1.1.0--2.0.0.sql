\echo Use "ALTER EXTENSION business_days UPDATE" to load this file. \quit

-- Too near to the name of the extension to be found; says now what it gives.
ALTER FUNCTION business_days(date, date, date[]) RENAME TO business_day_series;

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
