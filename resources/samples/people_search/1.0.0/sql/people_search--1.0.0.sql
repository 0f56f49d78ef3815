\echo Use "CREATE EXTENSION people_search" to load this file. \quit

-- Called IMMUTABLE so that it can be indexed, although tidy() is STABLE: the rules of unaccent would
-- have to be edited to change the result (see the documentation).
CREATE FUNCTION name_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(string_agg(word, ' ' ORDER BY word COLLATE "C"), '')
    FROM regexp_split_to_table(regexp_replace(tidy(name), '[.''`]', '', 'g'), '[^[:alnum:]]+') AS word
    WHERE word <> '' AND word <> ALL ('{mr,mrs,ms,miss,dr,prof,sir,jr,sr}');
END;
COMMENT ON FUNCTION name_key(text) IS
'The words of a name, tidied and sorted, without titles: "Dr. Müller, Jürgen" is "jurgen muller"';

CREATE FUNCTION name_similarity(a text, b text) RETURNS real
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT similarity(name_key(a), name_key(b));
END;
COMMENT ON FUNCTION name_similarity(text, text) IS
'How alike two names are, from 0 to 1, whatever the order of their words';

CREATE FUNCTION same_person(a text, b text, threshold real DEFAULT 0.6) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT name_similarity(a, b) >= threshold;
END;
COMMENT ON FUNCTION same_person(text, text, real) IS 'Whether two names may well be the same person''s';
