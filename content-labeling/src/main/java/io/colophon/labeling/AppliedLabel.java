package io.colophon.labeling;

import java.util.List;
import java.util.Optional;

/**
 * What was put on one output, as it goes into receipt and record.
 *
 * @param profile the regimes served, for instance {@code cn+eu}
 * @param explicit what people see or hear; empty when the plan left it out
 * @param implicit what machines read
 * @param credentials the C2PA manifest; empty when none was asked for or the format has no place
 * @param watermark the imperceptible mark; empty when none was asked for or it does not fit
 * @param reasons why something is left out or was chosen, as stable codes; often empty
 */
public record AppliedLabel(
    String profile,
    Optional<ExplicitLabel> explicit,
    ImplicitLabel implicit,
    Optional<CredentialLabel> credentials,
    Optional<WatermarkLabel> watermark,
    List<String> reasons) {
  public AppliedLabel {
    reasons = List.copyOf(reasons);
  }

  /** A label without manifest and mark. */
  public AppliedLabel(String profile, Optional<ExplicitLabel> explicit, ImplicitLabel implicit) {
    this(profile, explicit, implicit, Optional.empty(), Optional.empty(), List.of());
  }
}
