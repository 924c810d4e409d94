-- How many entries of a day are suspect. The ledger lies beside this file and is taken in
-- again, so that days count whose single rows are not kept any more.
ALTER TABLE usage_day ADD COLUMN suspect BIGINT NOT NULL DEFAULT 0;

DELETE FROM usage_entry;

DELETE FROM usage_day;

UPDATE usage_source
SET position = 0, last_usage_id = NULL, generations = 0, details_from_nanos = NULL;
