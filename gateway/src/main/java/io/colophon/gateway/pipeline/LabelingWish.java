package io.colophon.gateway.pipeline;

import io.colophon.labeling.Jurisdiction;
import java.util.Set;

/**
 * What the caller asks of labelling beyond the policy. It can only add.
 *
 * @param jurisdictions further regimes to label for; usually empty
 */
public record LabelingWish(Set<Jurisdiction> jurisdictions) {
  public static final LabelingWish NONE = new LabelingWish(Set.of());

  public LabelingWish {
    jurisdictions = Set.copyOf(jurisdictions);
  }
}
