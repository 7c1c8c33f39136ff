-- A recall whose successor is elected at the same time: that election counts only when the seat becomes free.
ALTER TABLE recall_petition ADD COLUMN with_election INTEGER NOT NULL DEFAULT 0; -- whoever signed asks for it
ALTER TABLE election ADD COLUMN recall_id INTEGER REFERENCES proposal (id);
ALTER TABLE election ADD COLUMN recalled_id INTEGER REFERENCES member_role (id); -- the term it may end
ALTER TABLE election ADD COLUMN term_to INTEGER NOT NULL DEFAULT 0; -- last day of the term; 0: after its months
CREATE INDEX election_by_recall ON election (recall_id);
