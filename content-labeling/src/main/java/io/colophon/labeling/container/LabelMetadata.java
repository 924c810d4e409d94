package io.colophon.labeling.container;

import io.colophon.labeling.AigcLabel;
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
  /** Made by a trained model from nothing but a prompt. */
  public static final String GENERATED = "trainedAlgorithmicMedia";

  /** Made by a trained model out of somebody's content. */
  public static final String EDITED = "compositeWithTrainedAlgorithmicMedia";
}
