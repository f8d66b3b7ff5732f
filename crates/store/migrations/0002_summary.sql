-- What a round came to when it was last judged, for whoever looks at many counties at once. `made_of`
-- names what it was judged from: when that has changed, it is judged again. Nothing is lost with a row.
CREATE TABLE round_summary (
    round    TEXT NOT NULL REFERENCES round (id),
    basis    TEXT NOT NULL,
    made_of  TEXT NOT NULL,
    body     TEXT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (round, basis)
);

-- How far many rounds are, without reading a single figure.
CREATE INDEX filled_return_standing ON filled_return (round, state, org, version);
