-- A worker stays with a host while it has something; the others pass by what is not theirs without
-- reading it.
DROP INDEX inbox_entry_waiting;
CREATE INDEX inbox_entry_waiting ON inbox_entry (next_at, id, host) WHERE state = 'waiting';
CREATE INDEX inbox_entry_of_host ON inbox_entry (host, next_at, id) WHERE state = 'waiting';
