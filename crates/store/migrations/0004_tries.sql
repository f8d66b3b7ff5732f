-- Wrong passwords are counted by the name that was typed, whether somebody has it or not: so an answer to
-- a sign-in tells nobody who has an account. Of a name only a hash is kept: people type passwords there.
CREATE TABLE sign_in_try (
    name          TEXT PRIMARY KEY,
    failures      BIGINT NOT NULL,
    locked_until  BIGINT NOT NULL,
    at            BIGINT NOT NULL
);
ALTER TABLE account DROP COLUMN failures;
ALTER TABLE account DROP COLUMN locked_until;
