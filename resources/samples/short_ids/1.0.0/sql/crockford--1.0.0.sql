\echo Use "CREATE EXTENSION crockford" to load this file. \quit

CREATE FUNCTION crockford_encode(value bigint, digits integer DEFAULT 1)
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    rest bigint := value;
    code text := '';
BEGIN
    IF value < 0 THEN
        RAISE EXCEPTION 'only numbers from 0 on have a code' USING ERRCODE = 'numeric_value_out_of_range';
    END IF;
    LOOP
        code := substr(alphabet, (rest & 31)::integer + 1, 1) || code;
        rest := rest >> 5;
        EXIT WHEN rest = 0;
    END LOOP;
    RETURN lpad(code, greatest(digits, length(code)), '0');
END
$$;
COMMENT ON FUNCTION crockford_encode(bigint, integer) IS
'The number as a code of at least that many characters, without I, L, O and U';

CREATE FUNCTION crockford_decode(code text)
RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    -- What people write instead: O for 0, I and L for 1; hyphens anywhere.
    plain constant text := ltrim(translate(upper(code), 'OIL-', '011'), '0');
    value bigint := 0;
    digit integer;
BEGIN
    IF translate(code, '-', '') = '' THEN
        RAISE EXCEPTION 'an empty code stands for no number' USING ERRCODE = 'invalid_text_representation';
    END IF;
    IF length(plain) > 13 OR (length(plain) = 13 AND plain >= '8') THEN
        RAISE EXCEPTION 'the code "%" is too long', code USING ERRCODE = 'numeric_value_out_of_range';
    END IF;
    FOR position IN 1 .. length(plain) LOOP
        digit := strpos(alphabet, substr(plain, position, 1)) - 1;
        IF digit < 0 THEN
            RAISE EXCEPTION 'the code "%" holds the character "%"', code, substr(plain, position, 1)
                USING ERRCODE = 'invalid_text_representation';
        END IF;
        value := (value << 5) | digit;
    END LOOP;
    RETURN value;
END
$$;
COMMENT ON FUNCTION crockford_decode(text) IS
'The number of a code; O counts as 0, I and L as 1, hyphens and case do not matter';

CREATE FUNCTION crockford_check(value bigint)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U', (value % 37)::integer + 1, 1) $$;
COMMENT ON FUNCTION crockford_check(bigint) IS
'The check character to put behind a code; finds every single wrong character and every exchange of two';
