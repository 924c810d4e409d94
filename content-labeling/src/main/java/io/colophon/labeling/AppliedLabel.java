package io.colophon.labeling;

import java.util.Optional;

/**
 * What was put on one output, as it goes into receipt and record.
 *
 * @param profile the regimes served, for instance {@code cn+eu}
 * @param explicit what people see or hear; empty when the order allowed to leave it out
 * @param implicit what machines read
 */
public record AppliedLabel(
    String profile, Optional<ExplicitLabel> explicit, ImplicitLabel implicit) {}
