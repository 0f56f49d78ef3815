DROP EXTENSION business_days;
CREATE EXTENSION business_days VERSION '1.0.0';
ALTER EXTENSION business_days UPDATE TO '1.1.0';
SELECT extversion FROM pg_extension WHERE extname = 'business_days';
SELECT easter_sunday(2024);
