package io.colophon.labeling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be applied to one output: the union of what its regimes ask for. The metadata label is
 * not among the choices, since it is always applied.
 *
 * @param shown what people see or hear; empty when it is left out
 * @param reasons why something is left out or was chosen, as stable codes for receipt and record,
 *     for instance {@code explicit-omitted-on-request}; often empty
 * @param watermark whether an imperceptible mark is asked for
 * @param credentials whether a C2PA manifest is asked for
 */
public record LabelPlan(
    Optional<ShownLabel> shown, List<String> reasons, boolean watermark, boolean credentials) {
  public LabelPlan {
    reasons = List.copyOf(reasons);
  }

  /** This plan without the imperceptible mark, for a reason. */
  LabelPlan withoutWatermark(String reason) {
    List<String> more = new ArrayList<>(reasons);
    more.add(reason);
    return new LabelPlan(shown, more, false, credentials);
  }

  /** The usual visible or audible label and the metadata, nothing else. */
  public static LabelPlan visible(Set<Jurisdiction> jurisdictions) {
    String words =
        jurisdictions.contains(Jurisdiction.CN) ? ShownLabel.CHINESE : ShownLabel.ENGLISH;
    return new LabelPlan(Optional.of(ShownLabel.of(words)), List.of(), false, false);
  }
}
