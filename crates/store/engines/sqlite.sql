-- What is only appended cannot be changed, whoever asks.
CREATE TRIGGER IF NOT EXISTS audit_kept_u BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_kept_d BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS cell_change_kept_u BEFORE UPDATE ON cell_change BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS cell_change_kept_d BEFORE DELETE ON cell_change BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS return_event_kept_u BEFORE UPDATE ON return_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS return_event_kept_d BEFORE DELETE ON return_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS org_state_kept_u BEFORE UPDATE ON org_state BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS org_state_kept_d BEFORE DELETE ON org_state BEGIN SELECT RAISE(ABORT, 'append-only'); END;
