\echo Use "CREATE EXTENSION missing_library" to load this file. \quit

CREATE FUNCTION missing_library_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
