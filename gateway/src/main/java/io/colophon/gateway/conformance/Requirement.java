package io.colophon.gateway.conformance;

import io.colophon.labeling.provenance.ProvenanceRecord;
import java.util.function.Predicate;

/**
 * One thing that a regime asks of outputs.
 *
 * @param id as in the table of requirements, for instance {@code CN-M}
 * @param text for people, with the clause
 * @param applies which outputs it is asked of
 * @param met whether an output's record shows it
 */
record Requirement(
    String id, String text, Predicate<ProvenanceRecord> applies, Predicate<ProvenanceRecord> met) {}
