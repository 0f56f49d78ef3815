CREATE EXTENSION failing_test;
SELECT failing_test_answer();
