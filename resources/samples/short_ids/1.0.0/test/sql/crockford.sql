CREATE EXTENSION crockford;

SELECT n, crockford_encode(n), crockford_check(n)
FROM unnest('{0,31,32,1234567,9223372036854775807}'::bigint[]) AS n;
SELECT crockford_encode(5, 4), crockford_encode(1234567, 2);
SELECT crockford_decode('oil'), crockford_decode('15-NM7'), crockford_decode('0000-0000-0000-0005'),
       crockford_decode('7ZZZZZZZZZZZZ');

SELECT count(*) AS wrong FROM generate_series(0, 10000000, 997) AS n
WHERE crockford_decode(crockford_encode(n)) <> n;

SELECT crockford_encode(-1);
SELECT crockford_decode('');
SELECT crockford_decode('12U');
SELECT crockford_decode('8000000000000');
SELECT crockford_decode(NULL);
