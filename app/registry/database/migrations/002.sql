-- Nearly all releases are published: an index by state led planners through all of them to find one distribution's.
DROP INDEX IF EXISTS releases_by_state;
CREATE INDEX IF NOT EXISTS releases_pending ON releases (id) WHERE state = 'pending';
