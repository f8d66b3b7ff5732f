-- What is said about a paper is changed by several people: each names the version he looked at.
ALTER TABLE evidence ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE INDEX evidence_file ON evidence (file);

-- Who sees to an item.
CREATE TABLE item_owner (
    round       TEXT NOT NULL REFERENCES round (id),
    item        TEXT NOT NULL,
    department  TEXT NOT NULL,
    person      TEXT NOT NULL,
    PRIMARY KEY (round, item)
);
