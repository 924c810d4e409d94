/**
 * The provenance log: one record per generated output, in a Merkle tree (RFC 9162) over a journal,
 * with signed checkpoints. It answers who made a file, when and under which label, and proves that
 * no record was changed, removed or put in another place since.
 */
@NullMarked
package io.colophon.labeling.provenance;

import org.jspecify.annotations.NullMarked;
