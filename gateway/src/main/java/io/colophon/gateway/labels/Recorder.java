package io.colophon.gateway.labels;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.meter.EndUserHash;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.LabelOmission;
import io.colophon.gateway.pipeline.LabeledOutput;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.routing.Routing;
import io.colophon.gateway.routing.Target;
import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelReasons;
import io.colophon.labeling.fingerprint.Fingerprints;
import io.colophon.labeling.policy.LabelRules;
import io.colophon.labeling.provenance.Personal;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.ProvenanceRecord;
import io.colophon.provider.spi.ServedModel;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enters outputs in the provenance log. Thread-safe. */
public final class Recorder {
  private static final Logger log = LoggerFactory.getLogger(Recorder.class);
  private static final String READER = "colophon " + LabelStep.SYSTEM_VERSION;

  private final ProvenanceLog provenance;
  private final EndUserHash endUsers;
  private final Clock clock;
  private final EvidencePace pace = new EvidencePace();

  public Recorder(ProvenanceLog provenance, EndUserHash endUsers, Clock clock) {
    this.provenance = provenance;
    this.endUsers = endUsers;
    this.clock = clock;
  }

  /**
   * What was put out.
   *
   * @param index which output of the generation
   * @param mimeType of the bytes
   * @param sha256Before digest before labelling
   * @param sha256 digest of what leaves
   * @param sizeBytes of what leaves
   * @param whole false if the output broke off
   */
  record Output(
      int index,
      String mimeType,
      String sha256Before,
      String sha256,
      long sizeBytes,
      boolean whole) {}

  /** Completes when the record is on disk and the generation knows of it. */
  CompletableFuture<Void> record(
      Generation generation, LabelOrder order, Output output, AppliedLabel label) {
    return record(generation, order, output, label, Optional.empty());
  }

  /** As above, for a file. */
  CompletableFuture<Void> record(
      Generation generation,
      LabelOrder order,
      Output output,
      AppliedLabel label,
      Optional<Fingerprints> prints) {
    return provenance
        .append(recordOf(generation, order, output, label, prints))
        .thenAccept(
            entry ->
                generation.labeled(
                    new LabeledOutput(
                        output.index(),
                        output.mimeType(),
                        output.sha256(),
                        output.sizeBytes(),
                        label,
                        entry.index())));
  }

  /**
   * Keeps on record that a generation was refused for where it might go or whom it was for.
   *
   * @return completes when it is on disk, or counted for a later record
   */
  CompletableFuture<Void> refused(
      Received received, Caller caller, Routing.Refused refused, long nowNanos) {
    long unrecorded = pace.take(caller.tenant(), nowNanos);
    if (unrecorded == EvidencePace.NOT_NOW) {
      return CompletableFuture.completedFuture(null);
    }
    return provenance
        .append(
            RoutingEvidence.of(received, caller, refused, endUsers, clock.instant(), unrecorded))
        .thenAccept(entry -> {});
  }

  /** For records whose generation has ended: nobody is left to tell. */
  void logFailure(@Nullable Object done, @Nullable Throwable failure) {
    if (failure != null) {
      log.error("an output that broke off could not be recorded", failure);
    }
  }

  private ProvenanceRecord recordOf(
      Generation generation,
      LabelOrder order,
      Output output,
      AppliedLabel label,
      Optional<Fingerprints> prints) {
    Received received = generation.received();
    Optional<Target> target = generation.target();
    return new ProvenanceRecord(
        clock.instant(),
        generation.admitted().orElseThrow().caller().tenant(),
        received.requestId(),
        output.index(),
        new ProvenanceRecord.Origin(
            generation.plan().orElseThrow().route().name(),
            target.map(t -> t.deployment().name()).orElse(""),
            received.model().name(),
            target.map(t -> t.model().name()).orElse(""),
            generation.servedModel().map(ServedModel::name)),
        new ProvenanceRecord.Output(
            received.request().modality().id(),
            output.mimeType(),
            output.sizeBytes(),
            Optional.of(output.sha256Before()),
            output.sha256()),
        labels(order, label, output.whole()),
        prints,
        unlabelled(received, label),
        received.endUser().map(endUsers::hash).map(Personal::of),
        RoutingEvidence.of(generation));
  }

  /**
   * What marks an output, as its record says it.
   *
   * @param whole false if the output broke off
   */
  public static ProvenanceRecord.Labels labels(
      LabelOrder order, AppliedLabel label, boolean whole) {
    return new ProvenanceRecord.Labels(
        Optional.of(order.produceId()),
        order.jurisdictions().stream().map(Jurisdiction::id).toList(),
        LabelRules.VERSION,
        label.explicit(),
        Optional.of(label.implicit()),
        label.credentials(),
        label.watermark(),
        label.reasons(),
        Optional.of(new ProvenanceRecord.Readback(READER, whole ? "labeled" : "broke-off")));
  }

  /** Who answers for a copy that left without what people see or hear. */
  private static Optional<ProvenanceRecord.Unlabelled> unlabelled(
      Received received, AppliedLabel label) {
    if (!label.reasons().contains(LabelReasons.OMITTED_ON_REQUEST)) {
      return Optional.empty();
    }
    return received.labeling().omission().map(Recorder::unlabelled);
  }

  /** Who answers for a copy, as a record says it. */
  public static ProvenanceRecord.Unlabelled unlabelled(LabelOmission omission) {
    return new ProvenanceRecord.Unlabelled(
        omission.agreement(),
        omission.acceptedAt(),
        Personal.of(omission.requester()),
        omission.reason(),
        Optional.of(Personal.of(omission.deliveredTo().orElse(omission.requester()))));
  }
}
