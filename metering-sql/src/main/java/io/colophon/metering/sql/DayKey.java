package io.colophon.metering.sql;

import java.time.LocalDate;

/** A row of sums. */
record DayKey(LocalDate day, long seriesId) {}
