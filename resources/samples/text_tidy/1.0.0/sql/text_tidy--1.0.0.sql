\echo Use "CREATE EXTENSION text_tidy" to load this file. \quit

-- The bodies are bound here and now, to the unaccent() of this very extension.
CREATE FUNCTION tidy_blanks(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT btrim(regexp_replace(value, '[\s\u00a0\u2000-\u200b\u202f\u3000\ufeff]+', ' ', 'g'));
END;
COMMENT ON FUNCTION tidy_blanks(text) IS
'One blank between words, none at the ends; counts every kind of Unicode blank';

CREATE FUNCTION tidy_typography(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT replace(translate(value, U&'\2018\2019\201A\201B\201C\201D\201E\201F\2010\2011\2012\2013\2014\2212',
                             $q$''''""""------$q$), U&'\2026', '...');
END;
COMMENT ON FUNCTION tidy_typography(text) IS
'Typographic quotes, dashes and dots as the characters of a keyboard';

CREATE FUNCTION tidy(value text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT tidy_blanks(lower(unaccent(tidy_typography(normalize(value, NFKC)))));
END;
COMMENT ON FUNCTION tidy(text) IS
'Lower case, without accents, typography and spare blanks: for comparing, not for showing';

CREATE FUNCTION slugify(value text, longest integer DEFAULT 80) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT rtrim(left(btrim(regexp_replace(replace(tidy(value), '''', ''), '[^a-z0-9]+', '-', 'g'),
                            '-'), longest), '-');
END;
COMMENT ON FUNCTION slugify(text, integer) IS 'A text as part of a link: "Crème brûlée!" is creme-brulee';
