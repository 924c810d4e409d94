package io.colophon.labeling.provenance;

/**
 * A record in its place.
 *
 * @param index its number, from 0
 * @param leafHash its leaf in the tree: SHA-256 of a zero byte and the stored bytes
 * @param record the record
 */
public record LogEntry(long index, Hash leafHash, ProvenanceRecord record) {}
