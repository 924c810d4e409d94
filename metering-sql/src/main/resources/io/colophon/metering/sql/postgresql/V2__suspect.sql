-- How many entries of a day are suspect. Ledgers of gateways that are no more cannot be taken
-- in again: days are counted from the single rows that are kept, others begin with 0.
ALTER TABLE usage_day ADD COLUMN suspect BIGINT NOT NULL DEFAULT 0;

UPDATE usage_day d
SET suspect = e.suspect
FROM (
  SELECT source_id, day, series_id, COUNT(*) AS suspect
  FROM usage_entry
  WHERE suspect > 0
  GROUP BY source_id, day, series_id
) e
WHERE d.source_id = e.source_id AND d.day = e.day AND d.series_id = e.series_id;
