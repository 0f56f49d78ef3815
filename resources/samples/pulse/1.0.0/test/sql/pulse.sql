-- Needs a server with shared_preload_libraries = 'pulse'.
CREATE EXTENSION pulse;

SELECT pulse.interval_seconds() > 0 AS has_interval;
SELECT pulse.is_running();

SELECT pulse.take_sample();
SELECT pulse.take_sample();
SELECT count(*), bool_and(connections >= 0 AND commits > 0) FROM pulse.sample;
SELECT count(*), count(commits_per_second) AS with_rate FROM pulse.rate;

-- Old samples go.
UPDATE pulse.sample SET at = at - interval '2 days';
SELECT pulse.take_sample();
SELECT count(*) FROM pulse.sample;

SET pulse.unknown = 1;
DROP EXTENSION pulse;
