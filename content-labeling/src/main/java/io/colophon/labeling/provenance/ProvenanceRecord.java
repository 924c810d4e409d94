package io.colophon.labeling.provenance;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ImplicitLabel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What is known about one generated output. It holds no prompt, no content and no name of a person.
 *
 * @param time when the output was complete; cut to milliseconds
 * @param tenant on whose account
 * @param generationId the generation's id, as the caller knows it
 * @param outputIndex which output of the generation, from 0
 * @param origin how it was made
 * @param output what was handed out
 * @param labels what marks it as generated
 * @param unlabelled why the explicit label was left out, if it was
 * @param endUserHash the caller's end user as {@link EndUserHash} makes it: 64 hexadecimal digits
 */
public record ProvenanceRecord(
    Instant time,
    String tenant,
    String generationId,
    int outputIndex,
    Origin origin,
    Output output,
    Labels labels,
    Optional<Unlabelled> unlabelled,
    Optional<String> endUserHash) {

  private static final int SHA256_DIGITS = 64;

  public ProvenanceRecord {
    time = time.truncatedTo(ChronoUnit.MILLIS);
    if (outputIndex < 0) {
      throw new IllegalArgumentException("outputIndex is " + outputIndex + ", expected 0 or more");
    }
    endUserHash.ifPresent(hash -> requireSha256("endUserHash", hash));
  }

  /**
   * How an output was made.
   *
   * @param route the route that chose the target
   * @param provider the provider's name
   * @param requestedModel what the caller asked for
   * @param targetModel what was asked of the provider
   * @param servedModel what the provider says answered; empty if it does not say
   */
  public record Origin(
      String route,
      String provider,
      String requestedModel,
      String targetModel,
      Optional<String> servedModel) {

    /** Returns the served model, or the target model if the provider did not say. */
    public String model() {
      return servedModel.orElse(targetModel);
    }
  }

  /**
   * The bytes that were handed out.
   *
   * @param modality text, image, audio or video
   * @param mimeType for instance {@code image/png}
   * @param sizeBytes length with labels
   * @param sha256Before SHA-256 before labelling, if it was taken; 64 lower-case digits
   * @param sha256 SHA-256 as handed out; 64 lower-case digits
   */
  public record Output(
      String modality,
      String mimeType,
      long sizeBytes,
      Optional<String> sha256Before,
      String sha256) {
    public Output {
      sha256Before.ifPresent(hash -> requireSha256("sha256Before", hash));
      requireSha256("sha256", sha256);
      if (sizeBytes < 0) {
        throw new IllegalArgumentException("sizeBytes is " + sizeBytes + ", expected 0 or more");
      }
    }
  }

  /**
   * What marks an output as generated.
   *
   * @param produceId the id of this content in its implicit label
   * @param jurisdictions whose rules were applied, for instance {@code cn}, {@code eu}
   * @param policyVersion version of the label policy
   * @param explicit the label that people see or hear
   * @param implicit the label in the file
   * @param readback what a fresh reading of the labelled output found
   */
  public record Labels(
      Optional<String> produceId,
      List<String> jurisdictions,
      String policyVersion,
      Optional<ExplicitLabel> explicit,
      Optional<ImplicitLabel> implicit,
      Optional<Readback> readback) {
    public Labels {
      jurisdictions = List.copyOf(jurisdictions);
    }
  }

  /**
   * A reading of the labelled output by the verifier.
   *
   * @param tool what read it, with version
   * @param verdict its verdict
   */
  public record Readback(String tool, String verdict) {}

  /**
   * A decision to hand out a copy without the explicit label.
   *
   * @param agreement the agreement under which the user takes over the duty to label
   * @param acceptedAt when the user accepted it; cut to milliseconds
   * @param requester who asked
   * @param reason why
   */
  public record Unlabelled(
      String agreement, Optional<Instant> acceptedAt, String requester, String reason) {
    public Unlabelled {
      acceptedAt = acceptedAt.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    }
  }

  /** The bytes that are hashed into the tree, as text: JSON with its keys in fixed order. */
  public String toJson() {
    return StandardCharsets.UTF_8.decode(RecordWriter.write(this)).toString();
  }

  private static void requireSha256(String name, String value) {
    if (!isSha256(value)) {
      throw new IllegalArgumentException(name + " is not 64 lower-case hexadecimal digits");
    }
  }

  /** By hand, since every output passes here. */
  private static boolean isSha256(String value) {
    if (value.length() != SHA256_DIGITS) {
      return false;
    }
    for (int i = 0; i < SHA256_DIGITS; i++) {
      char c = value.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }
}
