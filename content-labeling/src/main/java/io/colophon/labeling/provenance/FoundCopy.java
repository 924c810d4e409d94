package io.colophon.labeling.provenance;

import io.colophon.labeling.fingerprint.CopyMatch;

/**
 * A record that something may be a copy of.
 *
 * @param entry the record
 * @param kind what tells
 * @param difference how far both are apart: see {@link CopyMatch#difference}
 */
public record FoundCopy(LogEntry entry, CopyMatch.Kind kind, double difference) {}
