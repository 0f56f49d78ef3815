SET client_encoding = 'UTF8';
SET client_min_messages = warning;
CREATE EXTENSION people_search CASCADE;

SELECT name_key('Dr. Müller, Jürgen'), name_key('Jürgen MÜLLER'), name_key('O''Brien, Séan');
SELECT name_similarity('Müller, Jürgen', 'Jurgen Muller') AS same,
       name_similarity('Jürgen Müller', 'Ada Lovelace') AS other;
SELECT same_person('Katherine Johnson', 'Johnson, Katharine'), same_person('Ada King', 'Ada Wong');

CREATE TABLE person (id serial, name text);
INSERT INTO person (name) VALUES ('Grace Hopper'), ('Lovelace, Ada'), ('Séan O''Brien'), ('Müller, Jürgen');
INSERT INTO person (name) SELECT 'Person ' || md5(n::text) FROM generate_series(1, 2000) AS n;
CREATE INDEX person_name ON person USING gin (name_key(name) gin_trgm_ops);
ANALYZE person;
SELECT name FROM person WHERE name_key(name) % name_key('jurgen mueller') ORDER BY 1;

-- The index is used.
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT name FROM person WHERE name_key(name) % 'brien sean';
SELECT name_key(NULL), name_key('') = '' AS empty;
