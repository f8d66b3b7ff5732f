-- What stood in the returns when changes were kept: whoever opens them again is told what has moved.
ALTER TABLE what_if ADD COLUMN seen TEXT NOT NULL DEFAULT '{"returns":[0,0,0],"cells":{}}';
