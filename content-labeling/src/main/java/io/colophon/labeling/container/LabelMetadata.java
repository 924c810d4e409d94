package io.colophon.labeling.container;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.LabelOrder;
import java.time.Instant;

/**
 * What a container is to say about its content. Where a format has XMP, all of it is written; else
 * the label alone.
 *
 * @param label the China label
 * @param digitalSourceType last part of the IPTC term, for instance {@code trainedAlgorithmicMedia}
 * @param systemName name of the generating system; empty when it is not to be told
 * @param systemVersion version of that system; empty when it is not to be told
 * @param time when the content was generated
 */
public record LabelMetadata(
    AigcLabel label,
    String digitalSourceType,
    String systemName,
    String systemVersion,
    Instant time) {
  /** What an order says, with another label than that of content just made. */
  public static LabelMetadata of(LabelOrder order, AigcLabel label) {
    return new LabelMetadata(
        label,
        order.origin().digitalSourceType(),
        order.systemName(),
        order.systemVersion(),
        order.time());
  }
}
