\echo Use "CREATE EXTENSION pulse" to load this file. \quit

-- Made here, so that it goes with the extension.
CREATE SCHEMA pulse;
COMMENT ON SCHEMA pulse IS 'Samples of the load of the server';

CREATE FUNCTION pulse.interval_seconds() RETURNS integer
LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'pulse_interval_seconds';
COMMENT ON FUNCTION pulse.interval_seconds() IS 'Time between two samples, as the worker uses it';

CREATE TABLE pulse.sample (
    at timestamptz PRIMARY KEY DEFAULT clock_timestamp(),
    connections integer NOT NULL,
    active integer NOT NULL,
    idle_in_transaction integer NOT NULL,
    waiting integer NOT NULL,
    longest_transaction interval,
    commits bigint NOT NULL,
    rollbacks bigint NOT NULL,
    blocks_read bigint NOT NULL,
    blocks_hit bigint NOT NULL,
    temporary_bytes bigint NOT NULL,
    deadlocks bigint NOT NULL
);
COMMENT ON TABLE pulse.sample IS
'One row every pulse.interval seconds; commits to deadlocks are totals since the statistics were reset';

CREATE FUNCTION pulse.take_sample() RETURNS void
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO pulse.sample
    SELECT clock_timestamp(), a.*, d.*
    FROM (SELECT count(*),
                 count(*) FILTER (WHERE state = 'active'),
                 count(*) FILTER (WHERE state LIKE 'idle in transaction%'),
                 count(*) FILTER (WHERE wait_event_type = 'Lock'),
                 max(clock_timestamp() - xact_start) FILTER (WHERE state <> 'idle')
          FROM pg_stat_activity
          WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()) AS a,
         (SELECT sum(xact_commit), sum(xact_rollback), sum(blks_read), sum(blks_hit),
                 sum(temp_bytes), sum(deadlocks)
          FROM pg_stat_database) AS d;
    DELETE FROM pulse.sample
    WHERE current_setting('pulse.keep')::integer > 0
      AND at < now() - current_setting('pulse.keep')::integer * interval '1 hour';
$$;
COMMENT ON FUNCTION pulse.take_sample() IS 'Adds a sample now and removes those that are too old';
REVOKE EXECUTE ON FUNCTION pulse.take_sample() FROM PUBLIC;

CREATE VIEW pulse.rate AS
SELECT at, connections, active, idle_in_transaction, waiting, longest_transaction,
       round((commits - lag(commits) OVER w) / seconds, 1) AS commits_per_second,
       round((rollbacks - lag(rollbacks) OVER w) / seconds, 1) AS rollbacks_per_second,
       round(100.0 * (blocks_hit - lag(blocks_hit) OVER w)
             / nullif(blocks_hit + blocks_read - lag(blocks_hit + blocks_read) OVER w, 0), 1)
           AS cache_hit_percent,
       temporary_bytes - lag(temporary_bytes) OVER w AS temporary_bytes,
       deadlocks - lag(deadlocks) OVER w AS deadlocks
FROM (SELECT *, nullif(extract(epoch FROM at - lag(at) OVER (ORDER BY at)), 0) AS seconds
      FROM pulse.sample) AS s
WINDOW w AS (ORDER BY at);
COMMENT ON VIEW pulse.rate IS 'The samples as rates: each row compared with the one before it';

CREATE FUNCTION pulse.is_running() RETURNS boolean
LANGUAGE sql STABLE
AS $$ SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity WHERE backend_type = 'pulse') $$;
COMMENT ON FUNCTION pulse.is_running() IS 'Whether the background worker is there';

GRANT USAGE ON SCHEMA pulse TO pg_monitor;
GRANT SELECT ON pulse.sample, pulse.rate TO pg_monitor;
SELECT pg_catalog.pg_extension_config_dump('pulse.sample', '');
