package io.colophon.gateway.labels;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.routing.Routing;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.policy.ContentFacts;
import io.colophon.labeling.policy.Medium;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Ticker;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * The verb label: every output gets the labels of its policy, is read back, and is entered in the
 * provenance log. A media file leaves only after its record is on disk. Text leaves as it comes,
 * its label at the end; its record is on disk before the last event leaves.
 */
public final class LabelStep {
  /** Names this release in labels and records. */
  public static final String SYSTEM_VERSION = "0.1.0";

  private final Labeler labeler;
  private final Recorder recorder;
  private final Spool spool;
  private final BlockingPool pool;
  private final Ticker ticker;

  public LabelStep(
      Labeler labeler, Recorder recorder, Spool spool, BlockingPool pool, Ticker ticker) {
    this.labeler = labeler;
    this.recorder = recorder;
    this.spool = spool;
    this.pool = pool;
    this.ticker = ticker;
  }

  /** Labels what flows from upstream. */
  public Flow.Publisher<GenerationEvent> label(
      Generation generation, Flow.Publisher<GenerationEvent> upstream) {
    LabelPolicy.Decision decision = LabelPolicy.of(generation);
    OutputOrders orders = new OutputOrders(generation, decision);
    LabelOrder first = orders.forOutput(0);
    String sidecar = labeler.sidecar(first).toJson();
    generation.aigc(sidecar);
    return subscriber -> {
      Flow.Subscriber<GenerationEvent> flow =
          OutputFacts.isText(generation.received().request())
              ? textFlow(generation, decision, first, sidecar, subscriber)
              : new MediaLabelFlow(
                  new FileLabeling(generation, decision, orders, labeler, recorder, spool, ticker),
                  spool,
                  pool,
                  subscriber);
      upstream.subscribe(flow);
    };
  }

  private TextLabelFlow textFlow(
      Generation generation,
      LabelPolicy.Decision decision,
      LabelOrder order,
      String sidecar,
      Flow.Subscriber<? super GenerationEvent> subscriber) {
    GenerationRequest request = generation.received().request();
    boolean structured = StructuredText.isAskedForBy(request);
    LabelPolicy.Decision decided = structured ? decision.forMachines() : decision;
    ContentFacts facts = OutputFacts.of(request);
    LabelPlan plan = decided.plan(Medium.TEXT, facts);
    Supplier<LabelPlan> ifShort = () -> decided.plan(Medium.TEXT, facts.withTokens(0));
    return new TextLabelFlow(
        generation,
        order,
        new FlowingText(order, plan, ifShort, sidecar, structured),
        plan.credentials() ? Optional.of(new TextSeal(labeler, pool)) : Optional.empty(),
        recorder,
        subscriber);
  }

  /**
   * Keeps on record that a generation was refused for where it might go or whom it was for.
   *
   * @return completes when it is on disk; fails if the log takes nothing now
   */
  public CompletableFuture<Void> refused(
      Received received, Caller caller, Routing.Refused refused) {
    return recorder.refused(received, caller, refused, ticker.nanos());
  }

  /**
   * Sees to it, before any work is done, that what is asked for can be labelled.
   *
   * @throws Refusal UNSUPPORTED if there is no label for the format that was asked for,
   *     PERMISSION_DENIED if a copy without the shown label was asked for that may not be
   */
  public void check(Generation generation) {
    if (generation.received().labeling().omission().isPresent()) {
      GenerationRequest request = generation.received().request();
      OmissionCheck.run(
          LabelPolicy.of(generation), OutputFacts.medium(request), OutputFacts.of(request));
    }
    format(generation.received().request())
        .filter(format -> !labeler.canLabel(format))
        .ifPresent(
            format -> {
              throw Refusal.of(
                  Reason.UNSUPPORTED,
                  "format \""
                      + format
                      + "\" cannot be labelled, expected one of "
                      + String.join(", ", new TreeSet<>(labeler.mimeTypes())));
            });
  }

  private static Optional<String> format(GenerationRequest request) {
    if (request instanceof GenerationRequest.Image image) {
      return image.format();
    }
    if (request instanceof GenerationRequest.Audio audio) {
      return audio.format();
    }
    return request instanceof GenerationRequest.Video video ? video.format() : Optional.empty();
  }
}
