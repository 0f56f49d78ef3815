\echo Use "CREATE EXTENSION audit_trail" to load this file. \quit

-- Made here, so that it goes with the extension.
CREATE SCHEMA audit;
COMMENT ON SCHEMA audit IS 'The trail of changes, and what keeps it';

CREATE TABLE audit.change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    transaction bigint NOT NULL DEFAULT txid_current(),
    role text NOT NULL DEFAULT session_user,
    application text DEFAULT current_setting('application_name', true),
    table_name text NOT NULL,
    operation text NOT NULL CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')),
    key jsonb,
    before jsonb,
    after jsonb
);
COMMENT ON TABLE audit.change IS
'What was changed, by whom, when; before and after hold only the fields that differ when a row was updated';
CREATE INDEX ON audit.change (table_name, key);
CREATE INDEX ON audit.change USING brin (at);
SELECT pg_catalog.pg_extension_config_dump('audit.change', '');
SELECT pg_catalog.pg_extension_config_dump('audit.change_id_seq', '');

-- Always with its schema, whatever the search path of the writer.
CREATE FUNCTION audit.label(watched oid) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT format('%I.%I', n.nspname, c.relname)
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = watched
$$;
COMMENT ON FUNCTION audit.label(oid) IS 'Internal: what stands in change.table_name';

-- The values of the primary key; all of the row when there is none.
CREATE FUNCTION audit.key_of(watched oid, contents jsonb) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT jsonb_object_agg(a.attname, contents -> a.attname::text)
                     FROM pg_index AS i
                     JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                     WHERE i.indrelid = watched AND i.indisprimary), contents)
$$;
COMMENT ON FUNCTION audit.key_of(oid, jsonb) IS 'Internal: the part of a row that names it';

-- Runs as its owner: whoever may write to a watched table need not be able to write to the trail.
CREATE FUNCTION audit.record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ignored constant text[] := coalesce(TG_ARGV[0]::text[], '{}');
    old_row jsonb;
    new_row jsonb;
    old_part jsonb;
    new_part jsonb;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO audit.change (table_name, operation) VALUES (audit.label(TG_RELID), TG_OP);
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        old_row := to_jsonb(OLD) - ignored;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        new_row := to_jsonb(NEW) - ignored;
    END IF;
    old_part := old_row;
    new_part := new_row;
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, n.value)
        INTO old_part, new_part
        FROM jsonb_each(old_row) AS o JOIN jsonb_each(new_row) AS n USING (key)
        WHERE o.value IS DISTINCT FROM n.value;
        IF old_part IS NULL THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO audit.change (table_name, operation, key, before, after)
    VALUES (audit.label(TG_RELID), TG_OP,
            audit.key_of(TG_RELID, coalesce(old_row, new_row)), old_part, new_part);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION audit.record_change() IS 'Internal: the trigger that watch() puts on a table';

CREATE FUNCTION audit.watch(watched regclass, ignored text[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM audit.unwatch(watched);
    EXECUTE format('CREATE TRIGGER audit_trail_row AFTER INSERT OR UPDATE OR DELETE ON %s'
                   ' FOR EACH ROW EXECUTE FUNCTION audit.record_change(%L)', watched, ignored);
    EXECUTE format('CREATE TRIGGER audit_trail_truncate AFTER TRUNCATE ON %s'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION audit.record_change()', watched);
END
$$;
COMMENT ON FUNCTION audit.watch(regclass, text[]) IS
'Records every change of the table from now on, but for the ignored columns';

CREATE FUNCTION audit.unwatch(watched regclass) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM pg_trigger WHERE tgrelid = watched AND tgname = 'audit_trail_row';
    IF FOUND THEN
        EXECUTE format('DROP TRIGGER audit_trail_row ON %s', watched);
        EXECUTE format('DROP TRIGGER IF EXISTS audit_trail_truncate ON %s', watched);
    END IF;
END
$$;
COMMENT ON FUNCTION audit.unwatch(regclass) IS 'Stops recording; what was recorded stays';

CREATE VIEW audit.watched AS
SELECT tgrelid::regclass AS table_name, tgenabled <> 'D' AS enabled
FROM pg_catalog.pg_trigger WHERE tgname = 'audit_trail_row';
COMMENT ON VIEW audit.watched IS 'The tables whose changes are recorded';

CREATE FUNCTION audit.history(watched regclass, row_key jsonb)
RETURNS TABLE (at timestamptz, role text, operation text, before jsonb, after jsonb)
LANGUAGE sql STABLE
AS $$
    SELECT c.at, c.role, c.operation, c.before, c.after FROM audit.change AS c
    WHERE c.table_name = audit.label(watched) AND c.key = row_key ORDER BY c.id
$$;
COMMENT ON FUNCTION audit.history(regclass, jsonb) IS 'The life of one row, oldest change first';
