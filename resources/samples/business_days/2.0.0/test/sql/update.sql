DROP EXTENSION business_days;
CREATE EXTENSION business_days VERSION '1.0.0';
ALTER EXTENSION business_days UPDATE;
SELECT extversion FROM pg_extension WHERE extname = 'business_days';
SELECT count(*) FROM business_day_series('2024-03-01', '2024-04-01');

-- An updated extension has the same members as a new one.
CREATE TEMPORARY TABLE updated AS
SELECT pg_describe_object(classid, objid, objsubid) AS member
FROM pg_depend WHERE refobjid = (SELECT oid FROM pg_extension WHERE extname = 'business_days')
                 AND deptype = 'e';
DROP EXTENSION business_days;
CREATE EXTENSION business_days;
WITH fresh AS (
    SELECT pg_describe_object(classid, objid, objsubid) AS member
    FROM pg_depend WHERE refobjid = (SELECT oid FROM pg_extension WHERE extname = 'business_days')
                     AND deptype = 'e')
SELECT member FROM fresh FULL JOIN updated USING (member)
WHERE fresh.member IS NULL OR updated.member IS NULL;
