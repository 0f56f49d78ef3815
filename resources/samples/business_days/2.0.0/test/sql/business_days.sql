CREATE EXTENSION business_days;

-- A Friday, a Saturday, a holiday.
SELECT is_business_day('2024-03-01'), is_business_day('2024-03-02'),
       is_business_day('2024-12-25', '{2024-12-25}');

-- Monday to Monday; the last day does not count.
SELECT business_days_between('2024-03-04', '2024-03-11');
SELECT business_days_between('2024-03-11', '2024-03-04');
SELECT business_days_between('2024-12-23', '2024-12-30', '{2024-12-25,2024-12-26,2024-12-28}');

-- Every span of two months agrees with counting day by day.
SELECT count(*) AS wrong
FROM generate_series(0, 60) AS length, generate_series(0, 6) AS shift
WHERE business_days_between(date '2024-02-20' + shift, date '2024-02-20' + shift + length)
   <> (SELECT count(*) FROM generate_series(0, length - 1) AS n
       WHERE is_business_day(date '2024-02-20' + shift + n));

SELECT add_business_days('2024-03-01', 1), add_business_days('2024-03-04', -1),
       add_business_days('2024-12-24', 2, '{2024-12-25,2024-12-26}'),
       add_business_days('2024-03-02', 0);

SELECT is_business_day(NULL), business_days_between(NULL, '2024-01-01');
