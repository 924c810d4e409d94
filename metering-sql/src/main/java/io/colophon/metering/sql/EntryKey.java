package io.colophon.metering.sql;

/** Identity of a settled generation within its ledger. */
record EntryKey(String tenant, String usageId) {}
