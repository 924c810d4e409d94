package io.colophon.labeling.provenance;

import io.colophon.labeling.CredentialLabel;
import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ImplicitLabel;
import io.colophon.labeling.WatermarkLabel;
import io.colophon.labeling.fingerprint.Fingerprints;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known about one generated output, or about a generation that was refused for where it
 * might go or whom it was for. It holds no prompt, no content, and once appended no personal data:
 * see {@link Personal}.
 *
 * @param time when the output was complete; cut to milliseconds
 * @param tenant on whose account
 * @param generationId the generation's id, as the caller knows it
 * @param outputIndex which output of the generation, from 0
 * @param origin how it was made
 * @param output what was handed out
 * @param labels what marks it as generated
 * @param fingerprints what a copy without labels is recognised by; empty where none were taken
 * @param unlabelled why the explicit label was left out, if it was
 * @param endUser the caller's end user, best as {@link EndUserHash} makes it
 * @param routing under which terms it was routed; empty where there were none
 */
public record ProvenanceRecord(
    Instant time,
    String tenant,
    String generationId,
    int outputIndex,
    Origin origin,
    Output output,
    Labels labels,
    Optional<Fingerprints> fingerprints,
    Optional<Unlabelled> unlabelled,
    Optional<Personal> endUser,
    Optional<RoutingTerms> routing) {

  private static final int SHA256_DIGITS = 64;

  public ProvenanceRecord {
    time = time.truncatedTo(ChronoUnit.MILLIS);
    if (outputIndex < 0) {
      throw new IllegalArgumentException("outputIndex is " + outputIndex + ", expected 0 or more");
    }
  }

  /** A record of what was routed without terms. */
  public ProvenanceRecord(
      Instant time,
      String tenant,
      String generationId,
      int outputIndex,
      Origin origin,
      Output output,
      Labels labels,
      Optional<Fingerprints> fingerprints,
      Optional<Unlabelled> unlabelled,
      Optional<Personal> endUser) {
    this(
        time,
        tenant,
        generationId,
        outputIndex,
        origin,
        output,
        labels,
        fingerprints,
        unlabelled,
        endUser,
        Optional.empty());
  }

  /** The same record, routed under terms. */
  public ProvenanceRecord withRouting(Optional<RoutingTerms> terms) {
    return new ProvenanceRecord(
        time,
        tenant,
        generationId,
        outputIndex,
        origin,
        output,
        labels,
        fingerprints,
        unlabelled,
        endUser,
        terms);
  }

  /** Whether there is no output, since the generation was refused. */
  public boolean isRefusal() {
    return routing.flatMap(RoutingTerms::refusal).isPresent();
  }

  /**
   * A record without fingerprints.
   *
   * @param endUserHash the caller's end user as {@link EndUserHash} makes it: 64 hexadecimal digits
   */
  public ProvenanceRecord(
      Instant time,
      String tenant,
      String generationId,
      int outputIndex,
      Origin origin,
      Output output,
      Labels labels,
      Optional<Unlabelled> unlabelled,
      Optional<String> endUserHash) {
    this(
        time,
        tenant,
        generationId,
        outputIndex,
        origin,
        output,
        labels,
        Optional.empty(),
        unlabelled,
        endUserHash.map(hash -> Personal.of(requireSha256("endUserHash", hash))));
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
   * @param sha256 SHA-256 as handed out; 64 lower-case digits; empty for {@link #none}
   */
  public record Output(
      String modality,
      String mimeType,
      long sizeBytes,
      Optional<String> sha256Before,
      String sha256) {
    public Output {
      sha256Before.ifPresent(hash -> requireSha256("sha256Before", hash));
      if (!sha256.isEmpty() || sizeBytes > 0 || !mimeType.isEmpty()) {
        requireSha256("sha256", sha256);
      }
      if (sizeBytes < 0) {
        throw new IllegalArgumentException("sizeBytes is " + sizeBytes + ", expected 0 or more");
      }
    }

    /** No output, of a generation that was refused: no type, no bytes, no digest. */
    public static Output none(String modality) {
      return new Output(modality, "", 0, Optional.empty(), "");
    }

    /** Whether there is no output. */
    public boolean isNone() {
      return sha256.isEmpty();
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
   * @param credentials the C2PA manifest
   * @param watermark the imperceptible mark
   * @param reasons why a layer is missing or was chosen, as the codes of {@link
   *     io.colophon.labeling.LabelReasons}
   * @param readback what a fresh reading of the labelled output found
   */
  public record Labels(
      Optional<String> produceId,
      List<String> jurisdictions,
      String policyVersion,
      Optional<ExplicitLabel> explicit,
      Optional<ImplicitLabel> implicit,
      Optional<CredentialLabel> credentials,
      Optional<WatermarkLabel> watermark,
      List<String> reasons,
      Optional<Readback> readback) {
    public Labels {
      jurisdictions = List.copyOf(jurisdictions);
      reasons = List.copyOf(reasons);
    }

    /** Labels without manifest and mark. */
    public Labels(
        Optional<String> produceId,
        List<String> jurisdictions,
        String policyVersion,
        Optional<ExplicitLabel> explicit,
        Optional<ImplicitLabel> implicit,
        Optional<Readback> readback) {
      this(
          produceId,
          jurisdictions,
          policyVersion,
          explicit,
          implicit,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          readback);
    }
  }

  /**
   * A reading of the labelled output by the verifier.
   *
   * @param tool what read it, with version
   * @param verdict its verdict
   * @param watermarkScore how sure the detector was of the mark, as {@link
   *     io.colophon.labeling.watermark.Detection} counts it; empty if none was looked for
   */
  public record Readback(String tool, String verdict, OptionalDouble watermarkScore) {
    /** A reading that looked for no mark. */
    public Readback(String tool, String verdict) {
      this(tool, verdict, OptionalDouble.empty());
    }
  }

  /**
   * A decision to hand out a copy without the explicit label. Such records are kept: see {@code
   * Retention}.
   *
   * @param agreement the agreement under which the user takes over the duty to label
   * @param acceptedAt when the user accepted it; cut to milliseconds
   * @param requester who asked
   * @param reason why
   * @param deliveredTo who received it, where that is somebody else
   */
  public record Unlabelled(
      String agreement,
      Optional<Instant> acceptedAt,
      Personal requester,
      String reason,
      Optional<Personal> deliveredTo) {
    public Unlabelled {
      acceptedAt = acceptedAt.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** A copy for whoever asked. */
    public Unlabelled(
        String agreement, Optional<Instant> acceptedAt, String requester, String reason) {
      this(agreement, acceptedAt, Personal.of(requester), reason, Optional.empty());
    }
  }

  /** The bytes that are hashed into the tree, as text: JSON with its keys in fixed order. */
  public String toJson() {
    return StandardCharsets.UTF_8.decode(RecordWriter.write(this)).toString();
  }

  private static String requireSha256(String name, String value) {
    if (!isSha256(value)) {
      throw new IllegalArgumentException(name + " is not 64 lower-case hexadecimal digits");
    }
    return value;
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
