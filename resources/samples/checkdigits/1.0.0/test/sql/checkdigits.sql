CREATE EXTENSION checkdigits;

-- Published test numbers.
SELECT n, luhn_valid(n) FROM unnest('{4111 1111 1111 1111,5500-0000-0000-0004,4111111111111112,7,"",12x4}'::text[]) AS n;
SELECT luhn_digit('411111111111111'), luhn_digit('7992739871'), luhn_digit('0');
SELECT luhn_digit('12a');

SELECT n, iban_valid(n) FROM unnest('{GB82 WEST 1234 5698 7654 32,de89370400440532013000,NO93 8601 1117 947,GB82 WEST 1234 5698 7654 33,8282123456789012,GB82}'::text[]) AS n;
SELECT n, ean_valid(n) FROM unnest('{4006381333931,73513537,036000291452,4006381333932,12345}'::text[]) AS n;
SELECT n, isbn_valid(n) FROM unnest('{978-3-16-148410-0,0-306-40615-2,080442957X,978-3-16-148410-1,X804429570,4006381333931}'::text[]) AS n;

-- Two digits exchanged are found, whatever the number.
SELECT count(*) AS missed FROM generate_series(100, 9999) AS n
WHERE luhn_valid(n::text || luhn_digit(n::text)) IS NOT TRUE;

SELECT 'GB82WEST12345698765432'::iban;
SELECT 'GB82WEST12345698765433'::iban;
SELECT luhn_valid(NULL), luhn_valid(repeat('1', 1000)), luhn_valid('４１１１');
