\echo Use "CREATE EXTENSION failing_test" to load this file. \quit

CREATE FUNCTION failing_test_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
