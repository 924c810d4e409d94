-- A ledger that is followed, and how far: one per gateway.
CREATE TABLE usage_source (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  position BIGINT NOT NULL,          -- entries of the ledger that are taken in
  last_usage_id TEXT,                -- of the last of them, to know the ledger again
  generations BIGINT NOT NULL,
  details_from_nanos BIGINT          -- rows of usage_entry admitted before this are gone
);

-- What sums are kept apart by, besides the day.
CREATE TABLE usage_series (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  tenant TEXT NOT NULL,
  key_id TEXT NOT NULL,
  model TEXT NOT NULL,
  modality TEXT NOT NULL,
  route TEXT NOT NULL,
  provider TEXT NOT NULL,
  end_state TEXT NOT NULL,
  account TEXT NOT NULL,             -- caller or platform
  currency TEXT NOT NULL             -- empty: no price is known
);

-- Counters that some entry reports; the columns of the others hold NULL only.
CREATE TABLE usage_unit (
  unit TEXT PRIMARY KEY
);

-- Sums of a day, UTC. Columns of counters and figures are added by a migration that
-- runs again whenever there is a new one.
CREATE TABLE usage_day (
  source_id BIGINT NOT NULL,
  day DATE NOT NULL,
  series_id BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  unpriced BIGINT NOT NULL,
  cost_nanos BIGINT,
  cost_nanos_e18 BIGINT,             -- to be multiplied by 10^18 and added
  PRIMARY KEY (day, series_id, source_id)
);

-- One settled generation in its highest revision. Columns as above.
CREATE TABLE usage_entry (
  source_id BIGINT NOT NULL,
  usage_id TEXT NOT NULL,
  tenant TEXT NOT NULL,
  revision BIGINT NOT NULL,
  position BIGINT NOT NULL,          -- in the ledger
  day DATE NOT NULL,
  series_id BIGINT NOT NULL,
  admitted_nanos BIGINT NOT NULL,    -- since 1970
  settled_nanos BIGINT NOT NULL,
  generation_id TEXT NOT NULL,
  requested_model TEXT NOT NULL,
  served_model TEXT,
  suspect BIGINT NOT NULL,           -- how many counters were clamped
  cost_nanos BIGINT,
  PRIMARY KEY (source_id, usage_id, tenant)
);

CREATE INDEX usage_entry_admitted ON usage_entry (admitted_nanos);
