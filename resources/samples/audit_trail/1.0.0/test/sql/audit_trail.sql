CREATE EXTENSION audit_trail;

CREATE TABLE account (id integer PRIMARY KEY, owner text, balance numeric, seen timestamptz);
SELECT audit.watch('account', '{seen}');
SELECT * FROM audit.watched;

INSERT INTO account VALUES (1, 'Ada', 100, now()), (2, 'Grace', 50, now());
UPDATE account SET balance = balance - 10 WHERE id = 1;
UPDATE account SET seen = now() - interval '1 day';   -- ignored
UPDATE account SET owner = owner;                      -- nothing changed
DELETE FROM account WHERE id = 2;
TRUNCATE account;
SELECT operation, key, before, after FROM audit.change ORDER BY id;
SELECT operation, before, after FROM audit.history('account', '{"id": 1}');

-- Without a primary key the whole row is its name.
CREATE TABLE note (body text);
SELECT audit.watch('note');
INSERT INTO note VALUES ('hello');
SELECT key, after FROM audit.change WHERE table_name = 'public.note';

-- Writers need no right on the trail, and cannot change it.
CREATE ROLE regress_audit_clerk;
GRANT INSERT ON note TO regress_audit_clerk;
GRANT USAGE ON SCHEMA audit TO regress_audit_clerk;
SET ROLE regress_audit_clerk;
INSERT INTO note VALUES ('from the clerk');
DELETE FROM audit.change;
RESET ROLE;
SELECT count(*) FROM audit.change WHERE table_name = 'public.note';

SELECT audit.unwatch('note');
INSERT INTO note VALUES ('unseen');
SELECT count(*) FROM audit.change WHERE table_name = 'public.note';
SELECT * FROM audit.watched;

-- The extension can only go when nothing is watched any more, or with CASCADE.
DROP EXTENSION audit_trail;
SELECT audit.unwatch('account');
DROP EXTENSION audit_trail;
DROP TABLE account, note;
DROP ROLE regress_audit_clerk;
