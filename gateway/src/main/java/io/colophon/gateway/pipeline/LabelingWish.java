package io.colophon.gateway.pipeline;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.policy.ContentUse;
import java.util.Optional;
import java.util.Set;

/**
 * What the caller asks of labelling beyond the policy. It can add; the one thing it can ask to
 * leave out is what people see or hear, on terms.
 *
 * @param jurisdictions further regimes to label for; usually empty
 * @param use what the content is made for; empty: what the policy says
 * @param shown whether the label is wanted also where a regime leaves that to the user
 * @param omission asks for a copy without the label that people see or hear; usually empty
 */
public record LabelingWish(
    Set<Jurisdiction> jurisdictions,
    Optional<ContentUse> use,
    boolean shown,
    Optional<LabelOmission> omission) {
  public static final LabelingWish NONE =
      new LabelingWish(Set.of(), Optional.empty(), false, Optional.empty());

  public LabelingWish {
    jurisdictions = Set.copyOf(jurisdictions);
  }

  /** Whether it asks for nothing. */
  public boolean isNone() {
    return jurisdictions.isEmpty() && use.isEmpty() && !shown && omission.isEmpty();
  }
}
