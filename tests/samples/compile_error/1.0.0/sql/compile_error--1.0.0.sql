\echo Use "CREATE EXTENSION compile_error" to load this file. \quit

CREATE FUNCTION compile_error_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
