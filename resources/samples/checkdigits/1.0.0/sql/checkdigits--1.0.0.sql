\echo Use "CREATE EXTENSION checkdigits" to load this file. \quit

CREATE FUNCTION luhn_valid(number text) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION luhn_valid(text) IS 'Whether the last digit is the Luhn check digit of the others';

CREATE FUNCTION luhn_digit(digits text) RETURNS integer
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION luhn_digit(text) IS 'The Luhn digit to put behind these digits';

CREATE FUNCTION iban_valid(number text) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION iban_valid(text) IS 'Whether an international bank account number has the right check digits';

CREATE FUNCTION ean_valid(number text) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION ean_valid(text) IS 'Whether an EAN-8, UPC-A, EAN-13 or GTIN-14 has the right check digit';

CREATE FUNCTION isbn_valid(number text) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION isbn_valid(text) IS 'Whether an ISBN-10 or ISBN-13 has the right check digit';

CREATE DOMAIN iban AS text CHECK (iban_valid(VALUE));
COMMENT ON DOMAIN iban IS 'An international bank account number with the right check digits';

CREATE DOMAIN card_number AS text CHECK (luhn_valid(VALUE) AND length(VALUE) >= 12);
COMMENT ON DOMAIN card_number IS 'A payment card number with the right check digit';
