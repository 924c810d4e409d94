package io.colophon.gateway.relabel;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.labels.Digests;
import io.colophon.gateway.labels.LabelPolicy;
import io.colophon.gateway.labels.LabelStep;
import io.colophon.gateway.labels.OmissionCheck;
import io.colophon.gateway.labels.OutputPrints;
import io.colophon.gateway.labels.Recorder;
import io.colophon.gateway.pipeline.LabelingWish;
import io.colophon.gateway.provenance.FileVerdict;
import io.colophon.gateway.provenance.FileVerification;
import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.LabelReasons;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Origin;
import io.colophon.labeling.Verdict;
import io.colophon.labeling.policy.ContentFacts;
import io.colophon.labeling.policy.Medium;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.ProvenanceRecord;
import io.colophon.provider.spi.Modality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Labels files that were made elsewhere: as the policy says, or, to hand them on, with the
 * judgement of a distributor. What leaves is on record before. Blocking, thread-safe.
 */
public final class ElsewhereLabeling {
  /** Why nothing is shown on a file that is handed on. */
  static final String HANDED_ON = "handed-on";

  private static final String ROUTE = "label-content";

  private final Labeler labeler;
  private final FileVerification verification;
  private final ProvenanceLog log;
  private final Supplier<LabelPolicy> policy;
  private final Supplier<String> ids;
  private final Clock clock;

  /**
   * @param policy what is in force
   * @param ids gives every labelling its name, never the same twice
   */
  public ElsewhereLabeling(
      Labeler labeler,
      FileVerification verification,
      ProvenanceLog log,
      Supplier<LabelPolicy> policy,
      Supplier<String> ids,
      Clock clock) {
    this.labeler = labeler;
    this.verification = verification;
    this.log = log;
    this.policy = policy;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What to do with a file.
   *
   * @param mimeType of the file; empty: told by its first bytes
   * @param wish what the caller asks beyond the policy
   * @param propagate hand it on rather than label it as our own product
   * @param declared whoever uploaded it says that a machine made it
   * @param model what made it; empty when unknown
   */
  public record Order(
      String mimeType, LabelingWish wish, boolean propagate, boolean declared, String model) {}

  /**
   * What became of it.
   *
   * @param id of this labelling
   * @param file what leaves: the output, or the input where nothing speaks for a machine
   * @param label what it bears; empty where nothing was done
   * @param logIndex its record; empty where nothing was done
   * @param judgement as in {@link Judgement#value()}; empty unless it is handed on
   */
  public record Outcome(
      String id,
      String mimeType,
      Path file,
      String sha256,
      Optional<AppliedLabel> label,
      Optional<Long> logIndex,
      String judgement,
      List<FileVerdict.Note> findings) {}

  /**
   * Labels.
   *
   * @param output where the labelled copy is written
   * @throws Refusal if the file cannot be labelled, or the caller asks for what may not be
   * @throws IOException if a file or the log cannot be read
   */
  public Outcome label(Path input, Path output, String tenant, Order order) throws IOException {
    FileVerdict verdict = verification.verify(input);
    String type = order.mimeType().isBlank() ? verdict.read().mimeType() : order.mimeType().strip();
    if (verdict.read().status() == Verdict.Status.UNREADABLE && order.mimeType().isBlank()) {
      throw Refusal.invalid("mime_type", "the first bytes are of no known type");
    }
    if (!labeler.canLabel(type)) {
      throw Refusal.of(Reason.UNSUPPORTED, "files of type " + type + " cannot be labelled");
    }
    Medium medium = Medium.of(type);
    LabelPolicy.Decision decision = policy.get().decide(tenant, modality(medium), order.wish());
    String id = ids.get();
    Work work = new Work(input, output, tenant, type, id, decision, order);
    return order.propagate() ? handOn(work, verdict) : own(work, medium);
  }

  /** One file under work. */
  private record Work(
      Path input,
      Path output,
      String tenant,
      String type,
      String id,
      LabelPolicy.Decision decision,
      Order order) {

    LabelOrder labelOrder(Clock clock, Origin origin) {
      return new LabelOrder(
          decision.jurisdictions(),
          decision.producer(),
          id,
          decision.systemName(),
          LabelStep.SYSTEM_VERSION,
          clock.instant(),
          origin);
    }
  }

  private Outcome own(Work work, Medium medium) throws IOException {
    OmissionCheck.run(work.decision(), medium, ContentFacts.NONE);
    LabelPlan plan = work.decision().plan(medium, ContentFacts.NONE);
    LabelOrder order = work.labelOrder(clock, Origin.GENERATED);
    return written(work, order, AigcLabel.generated(order), plan, "", List.of());
  }

  private Outcome handOn(Work work, FileVerdict verdict) throws IOException {
    if (work.order().wish().omission().isPresent()) {
      throw Refusal.invalid("labeling.omit_explicit", "nothing is shown on a file handed on");
    }
    Judgement judgement = Judgement.of(verdict, work.order().declared());
    if (judgement.value().isEmpty()) {
      return new Outcome(
          work.id(),
          work.type(),
          work.input(),
          verdict.sha256(),
          Optional.empty(),
          Optional.empty(),
          "",
          judgement.traces());
    }
    LabelOrder order = work.labelOrder(clock, Origin.PASSED_ON);
    AigcLabel label =
        AigcLabel.propagated(
            judgement.label(), judgement.value(), order.contentProducer(), order.produceId());
    LabelPlan plan = new LabelPlan(Optional.empty(), List.of(HANDED_ON), false, true);
    return written(work, order, label, plan, judgement.value(), judgement.traces());
  }

  private Outcome written(
      Work work,
      LabelOrder order,
      AigcLabel label,
      LabelPlan plan,
      String judgement,
      List<FileVerdict.Note> findings)
      throws IOException {
    AppliedLabel applied;
    try {
      applied = labeler.label(work.input(), work.type(), order, label, plan, work.output());
    } catch (LabelingException refused) {
      throw switch (refused.reason()) {
        case READ_BACK_FAILED, IO ->
            Refusal.of(Reason.LABEL_FAILED, "the file could not be labelled", refused);
        default -> Refusal.invalid("data", String.valueOf(refused.getMessage()));
      };
    }
    String sha256 = Digests.sha256(work.output());
    LogEntry entry = record(work, order, applied, sha256);
    return new Outcome(
        work.id(),
        work.type(),
        work.output(),
        sha256,
        Optional.of(applied),
        Optional.of(entry.index()),
        judgement,
        findings);
  }

  private LogEntry record(Work work, LabelOrder order, AppliedLabel applied, String sha256)
      throws IOException {
    String model = work.order().model().isBlank() ? "unknown" : work.order().model();
    ProvenanceRecord record =
        new ProvenanceRecord(
            clock.instant(),
            work.tenant(),
            work.id(),
            0,
            new ProvenanceRecord.Origin(ROUTE, "elsewhere", model, model, Optional.empty()),
            new ProvenanceRecord.Output(
                modality(Medium.of(work.type())).id(),
                work.type(),
                Files.size(work.output()),
                Optional.of(Digests.sha256(work.input())),
                sha256),
            Recorder.labels(order, applied, true),
            OutputPrints.of(work.output(), work.type()),
            applied.reasons().contains(LabelReasons.OMITTED_ON_REQUEST)
                ? work.order().wish().omission().map(Recorder::unlabelled)
                : Optional.empty(),
            Optional.empty());
    try {
      return log.append(record).join();
    } catch (CompletionException failure) {
      throw Refusal.of(Reason.RECORD_FAILED, "the output could not be recorded", failure);
    }
  }

  private static Modality modality(Medium medium) {
    return switch (medium) {
      case IMAGE -> Modality.IMAGE;
      case SOUND -> Modality.AUDIO;
      case FILM -> Modality.VIDEO;
      case TEXT, DOCUMENT -> Modality.TEXT;
    };
  }
}
