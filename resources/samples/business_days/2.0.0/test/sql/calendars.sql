INSERT INTO business_calendar VALUES ('office', DEFAULT), ('souk', '{5}');
INSERT INTO business_holiday VALUES ('office', '2024-12-25', 'Christmas Day');

SELECT is_working_day('office', '2024-12-25'), is_working_day('souk', '2024-12-25'),
       is_working_day('office', '2024-12-27'), is_working_day('souk', '2024-12-27');
SELECT working_days_between('office', '2024-12-23', '2024-12-30'),
       working_days_between('souk', '2024-12-23', '2024-12-30'),
       working_days_between('office', '2024-12-30', '2024-12-23');
SELECT add_working_days('office', '2024-12-24', 1), add_working_days('office', '2024-12-26', -1);

-- No such calendar; a week without an open day would never end.
SELECT is_working_day('moon', '2024-12-25');
INSERT INTO business_calendar VALUES ('closed', '{1,2,3,4,5,6,7}');

UPDATE business_calendar SET name = 'bureau' WHERE name = 'office';
SELECT calendar, day, label FROM business_holiday;
