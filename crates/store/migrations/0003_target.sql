-- The day by which a county means to be recognised (创建目标日期).
CREATE TABLE county_target (
    org  TEXT PRIMARY KEY REFERENCES org (id),
    day  TEXT NOT NULL
);
