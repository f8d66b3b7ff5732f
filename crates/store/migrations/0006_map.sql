-- The shapes of a county, as GeoJSON that was read and written anew: names, codes and corners only.
CREATE TABLE map_shapes (
    org      TEXT PRIMARY KEY REFERENCES org (id),
    file     TEXT NOT NULL,
    content  TEXT NOT NULL,
    account  TEXT NOT NULL REFERENCES account (id),
    at       BIGINT NOT NULL
);

-- Where a school lies, in millionths of a degree.
CREATE TABLE school_place (
    org        TEXT PRIMARY KEY REFERENCES org (id),
    longitude  BIGINT NOT NULL,
    latitude   BIGINT NOT NULL,
    origin     TEXT NOT NULL,
    account    TEXT NOT NULL REFERENCES account (id),
    at         BIGINT NOT NULL
);
