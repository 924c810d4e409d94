package io.colophon.labeling.credentials;

import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.container.LabelWriter.BindingKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a manifest is to say.
 *
 * @param label the same order that the other labels follow: producer, id, system, time
 * @param mimeType of the file
 * @param binding how it is bound
 * @param exclusions how many ranges a data binding will leave out; at least 1, ignored for BMFF
 * @param digitalSourceType last part of the IPTC term, for instance {@code trainedAlgorithmicMedia}
 * @param upstream the manifest the content came with: it becomes the parent ingredient
 * @param steps what was done to the content after it was made or opened, in order
 * @param watermark the payload of the imperceptible mark; empty when no mark was put in
 * @param words the words of the visible label, for the action that tells of it; may be empty
 */
public record ManifestOrder(
    LabelOrder label,
    String mimeType,
    BindingKind binding,
    int exclusions,
    String digitalSourceType,
    Optional<UpstreamManifest> upstream,
    List<Step> steps,
    OptionalLong watermark,
    String words) {

  /** What was done to the content, each an action of C2PA. */
  public enum Step {
    /** Words were drawn or written: {@code c2pa.addedText}. */
    ADDED_TEXT,
    /** A voice or a rhythm was put before or after a sound: {@code c2pa.edited}. */
    ADDED_SOUND,
    /** An imperceptible mark was put in: {@code c2pa.watermarked}. */
    WATERMARKED,
    /** Coded anew: {@code c2pa.transcoded}. */
    TRANSCODED
  }

  public ManifestOrder {
    steps = List.copyOf(steps);
  }

  /** An order that does not tell the words of the visible label. */
  public ManifestOrder(
      LabelOrder label,
      String mimeType,
      BindingKind binding,
      int exclusions,
      String digitalSourceType,
      Optional<UpstreamManifest> upstream,
      List<Step> steps,
      OptionalLong watermark) {
    this(label, mimeType, binding, exclusions, digitalSourceType, upstream, steps, watermark, "");
  }
}
