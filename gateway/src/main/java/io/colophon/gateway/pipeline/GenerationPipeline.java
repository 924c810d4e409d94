package io.colophon.gateway.pipeline;

import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.admission.Admitted;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.cache.AnswerCache;
import io.colophon.gateway.dispatch.Dispatcher;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.labels.LabelStep;
import io.colophon.gateway.meter.MeterStep;
import io.colophon.gateway.meter.Settlement;
import io.colophon.gateway.meter.SettlingFlow;
import io.colophon.gateway.routing.Asks;
import io.colophon.gateway.routing.canary.CanaryWatch;
import io.colophon.gateway.routing.shadow.Shadows;
import io.colophon.gateway.work.Completion;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Ticker;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a generation through the verbs: <em>receive, admit, route, dispatch, label, meter,
 * reply</em>. The door has received it; everything after that is called from here, and only here is
 * the order known. Nothing blocks.
 */
public final class GenerationPipeline {
  private static final Logger log = LoggerFactory.getLogger(GenerationPipeline.class);

  private final RunningConfigs config;
  private final Admission admission;
  private final Dispatcher dispatcher;
  private final AnswerCache answers;
  private final LabelStep labels;
  private final MeterStep meter;
  private final Preparation preparation;
  private final Timer deadlines;
  private final Ticker ticker;
  private final RouteStep routes;
  private final Shadows shadows;
  private final CanaryWatch canaries;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param config the configuration to begin a generation with
   * @param answers gives answers again that were given before
   * @param preparation what is done to a request between admission and the first attempt
   * @param deadlines rings when a deadline passes
   */
  public GenerationPipeline(
      RunningConfigs config,
      Admission admission,
      Dispatcher dispatcher,
      AnswerCache answers,
      LabelStep labels,
      MeterStep meter,
      Preparation preparation,
      Timer deadlines,
      Ticker ticker) {
    this.config = config;
    this.admission = admission;
    this.dispatcher = dispatcher;
    this.answers = answers;
    this.labels = labels;
    this.meter = meter;
    this.preparation = preparation;
    this.deadlines = deadlines;
    this.ticker = ticker;
    this.routes = new RouteStep(labels);
    this.shadows = new Shadows(meter.platform(), ticker);
    this.canaries = new CanaryWatch(ticker);
  }

  /**
   * Runs a generation.
   *
   * @param received what the door received
   * @param reply what the door does with it; may be called before this returns
   * @return by which the door asks for output, or goes away
   */
  public Generation run(Received received, Reply reply) {
    underWay.incrementAndGet();
    RunningConfig current = config.acquire();
    Generation generation = new Generation(received, current, ticker);
    CountedReply counted = new CountedReply(reply, () -> ended(generation));
    Completion.of(
        admission.identify(received.credentials()),
        (caller, failure) -> proceed(generation, counted, caller, failure));
    return generation;
  }

  private void ended(Generation generation) {
    try {
      canaries.ended(generation);
    } finally {
      underWay.decrementAndGet();
      generation.config().use().release();
    }
  }

  /**
   * Finds out whether a request would be routed, without beginning anything.
   *
   * @return fails with a {@link Refusal} if not, once that is on record where it must be
   */
  public CompletableFuture<Void> checkRoute(Received received, Caller caller) {
    return routes.check(config.get(), received, caller);
  }

  private void proceed(
      Generation generation, Reply reply, @Nullable Caller caller, @Nullable Throwable failure) {
    if (caller == null) {
      reply.failed(refusalFor(failure));
      return;
    }
    try {
      if (!routes.plan(generation, caller, reply)) {
        return; // told
      }
      generate(generation, reply, caller);
    } catch (RuntimeException refused) {
      generation.admitted().ifPresent(admission::release);
      reply.failed(refusalFor(refused));
    }
  }

  private void generate(Generation generation, Reply reply, Caller caller) {
    Received received = generation.received();
    if (received.original().isPresent() && preparation.changes(generation, caller.tenant())) {
      generation.rewritten(received.request());
      routes.planAgain(generation, caller);
    }
    CompletableFuture<Admitted> admitted = admission.admit(generation, caller);
    if (admitted.isDone()) {
      begin(generation, reply, admitted.join());
    } else {
      Completion.of(admitted, (later, failure) -> begin(generation, reply, later, failure));
    }
  }

  private void begin(
      Generation generation,
      Reply reply,
      @Nullable Admitted admitted,
      @Nullable Throwable failure) {
    if (admitted == null) {
      reply.failed(refusalFor(failure));
      return;
    }
    try {
      begin(generation, reply, admitted);
    } catch (RuntimeException refused) {
      admission.release(admitted);
      reply.failed(refusalFor(refused));
    }
  }

  private void begin(Generation generation, Reply reply, Admitted admitted) {
    generation.admitted(admitted);
    Asks.inform(generation, admitted);
    labels.check(generation);
    Settlement settlement = meter.open(generation);
    SettlingFlow end = meter.settling(generation, settlement, reply);
    try {
      arm(generation, end);
      labels.label(generation, preparation.around(generation, attempts(generation))).subscribe(end);
      generation.flowsFrom(end);
    } catch (RuntimeException bug) {
      end.onError(bug);
    }
  }

  private Flow.Publisher<GenerationEvent> attempts(Generation generation) {
    Flow.Publisher<GenerationEvent> asked =
        shadows.beside(
            generation, dispatcher.dispatch(generation, generation.plan().orElseThrow()));
    return generation.admitted().orElseThrow().limit(generation, answers.around(generation, asked));
  }

  private void arm(Generation generation, SettlingFlow end) {
    long leftNanos = generation.received().deadlineNanos() - ticker.nanos();
    Timeout timeout =
        deadlines.newTimeout(ring -> end.expire(), Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
    end.whenEnded(timeout::cancel);
  }

  /** What a failure is told as. */
  static Refusal refusalFor(@Nullable Throwable failure) {
    Throwable fact =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (fact instanceof Refusal refusal) {
      return refusal;
    }
    log.error("a generation failed before it began", fact);
    return Refusal.of(Reason.INTERNAL, "the gateway failed");
  }

  /** Canaries that were taken back since start. */
  public long rollbacks() {
    return canaries.rollbacks();
  }

  /** Generations under way. */
  public int underWay() {
    return underWay.get();
  }
}
