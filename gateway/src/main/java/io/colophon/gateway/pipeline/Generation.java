package io.colophon.gateway.pipeline;

import io.colophon.gateway.admission.Admitted;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.routing.RoutePlan.RankedTarget;
import io.colophon.gateway.routing.Routing;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.filter.Terms;
import io.colophon.gateway.screening.Screened;
import io.colophon.gateway.work.LateSubscription;
import io.colophon.labeling.AppliedLabel;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.Translation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One generation: what is known of it so far, and the handle by which a door asks for output or
 * goes away. The verbs write their facts here; the receipt and the records are made from them.
 * Thread-safe.
 */
public final class Generation {
  private final RunningConfig config;
  private final Ticker ticker;

  private volatile Received received;
  private final LateSubscription output = new LateSubscription(); // what the door asks for

  // Guarded by this.
  private @Nullable Admitted admitted;
  private @Nullable RoutePlan plan;
  private Terms terms = Terms.NONE;
  private List<RankedTarget> shadows = List.of();
  private final AttemptsSoFar attempts = new AttemptsSoFar();
  private final TimesSoFar times;
  private final List<LabeledOutput> outputs = new ArrayList<>(1);
  private Optional<String> aigc = Optional.empty();
  private final Set<Screened> screened = new LinkedHashSet<>(0);
  private int expenses;
  private boolean abandoned;
  private @Nullable CompletableFuture<Void> readOn;
  private @Nullable EndOfFlow flow;
  private boolean left;

  Generation(Received received, RunningConfig config, Ticker ticker) {
    this.received = received;
    this.config = config;
    this.ticker = ticker;
    this.times = new TimesSoFar(received.startNanos());
  }

  /** What was asked; once files are fetched and words screened, with these in it. */
  public Received received() {
    return received;
  }

  /** The configuration that this generation began with and ends with. */
  public RunningConfig config() {
    return config;
  }

  // ---- the door's side

  /**
   * Asks for {@code n} more outputs. The label of a text may come beyond what was asked for.
   *
   * @param n at least 1
   */
  public void request(long n) {
    output.request(n);
  }

  /** The caller went away: work stops, and what was used is settled. Harmless when it has ended. */
  public void cancel() {
    output.cancel();
  }

  /**
   * Lets go of it without an end, see {@link EndOfFlow#leave}; as soon as it flows if it does not
   * yet. Harmless after its end.
   */
  public void leave() {
    EndOfFlow end;
    synchronized (this) {
      left = true;
      end = flow;
    }
    if (end != null) {
      end.leave();
    }
  }

  /** Connects the door's side with the flow of output. */
  void flowsFrom(EndOfFlow end) {
    boolean let;
    synchronized (this) {
      flow = end;
      let = left;
    }
    if (let && !output.isCancelled()) {
      end.leave();
    } else {
      output.comesFrom(end);
    }
  }

  // ---- facts, as the verbs find them

  /** The request says something else from now on; what the caller wrote is no longer relayed. */
  public void rewritten(GenerationRequest changed) {
    received = received.withRequest(changed);
  }

  /** Screening found something; false if that was known. */
  public synchronized boolean screened(Screened found) {
    return screened.add(found);
  }

  /** Time that was spent waiting for others than us, such as hosts of linked files or a place. */
  public synchronized void awaited(long nanos) {
    times.awaited(nanos);
  }

  synchronized void admitted(Admitted by) {
    admitted = by;
  }

  synchronized void planned(RoutePlan by) {
    plan = by;
  }

  synchronized void planned(Routing.Planned by) {
    plan = by.plan();
    terms = by.terms();
    shadows = by.shadows();
  }

  /**
   * An attempt begins.
   *
   * @param losses what of the request the target is known not to take
   * @param used is told by the attempt what it uses
   */
  public synchronized void attempting(Target at, List<Translation> losses, AttemptUse used) {
    attempts.begun(at, losses, used);
    times.attempting(ticker.nanos());
  }

  /** The upstream took the request. */
  public synchronized void accepted(GenerationEvent.Accepted event) {
    attempts.accepted(event);
  }

  /** An attempt has ended. */
  public void attempted(Target at, String outcome, long durationNanos) {
    attempted(new AttemptRecord(at.name(), outcome, durationNanos), durationNanos);
  }

  /**
   * An attempt has ended, or a target was passed over.
   *
   * @param waitedNanos the part of its duration in which no other attempt ran
   */
  public synchronized void attempted(AttemptRecord attempt, long waitedNanos) {
    attempts.ended(attempt);
    times.attempted(waitedNanos);
  }

  /** What the latest attempt used is on the platform's account, and another one may follow. */
  public synchronized void betweenAttempts() {
    attempts.usedByOthers();
  }

  /** An upstream put something out. */
  public synchronized void putOut() {
    times.putOut(ticker.nanos());
  }

  /** Nobody waits for the answer any more: the caller went away, or let his deadline pass. */
  public synchronized void abandoned() {
    abandoned = true;
  }

  /**
   * The answer is read on although nobody waits for it, to learn what it uses.
   *
   * @param end completes when no more is read
   */
  public synchronized void readingOn(CompletableFuture<Void> end) {
    readOn = end;
  }

  /** The number of the next entry on the platform's account, from 1. */
  public synchronized int nextExpense() {
    return ++expenses;
  }

  /** Time that labelling took while the upstream waited for it. */
  public synchronized void labelingTook(long nanos) {
    times.labeled(nanos);
  }

  /** What the policy asks every first and last event to carry. */
  public synchronized void aigc(String json) {
    aigc = Optional.of(json);
  }

  /** An output is labelled and recorded. */
  public synchronized void labeled(LabeledOutput output) {
    outputs.add(output);
  }

  // ---- what is known

  /** What screening found so far, each finding of a rule once. */
  public synchronized List<Screened> screened() {
    return List.copyOf(screened);
  }

  /** Names of the screening rules that found something so far. */
  public synchronized List<String> flags() {
    return screened.stream().map(Screened::rule).distinct().toList();
  }

  /** Who asks; empty until admitted. */
  public synchronized Optional<Admitted> admitted() {
    return Optional.ofNullable(admitted);
  }

  /** Where it may go; empty until routed. */
  public synchronized Optional<RoutePlan> plan() {
    return Optional.ofNullable(plan);
  }

  /** Where copies of it go; nearly always empty. */
  public synchronized List<RankedTarget> shadows() {
    return shadows;
  }

  /** Under which terms it was routed. */
  public synchronized Terms terms() {
    return terms;
  }

  /**
   * What the receipt says of targets: those that were passed over, then every attempt in order, so
   * that the last one is the one that answered.
   */
  public synchronized List<AttemptRecord> toldAttempts() {
    return attempts.told(plan == null ? List.of() : plan.passedOver());
  }

  /** The target of the latest attempt; empty before the first. */
  public synchronized Optional<Target> target() {
    return Optional.ofNullable(attempts.target());
  }

  public synchronized Optional<ServedModel> servedModel() {
    return attempts.servedModel();
  }

  /** What the target changes or drops of the request; whole once output flows. */
  public synchronized List<Translation> translations() {
    return attempts.translations();
  }

  public synchronized List<AttemptRecord> attempts() {
    return attempts.records();
  }

  public synchronized List<LabeledOutput> outputs() {
    return List.copyOf(outputs);
  }

  public synchronized Optional<String> aigc() {
    return aigc;
  }

  /** Whether an upstream has put something out. */
  public synchronized boolean hasOutput() {
    return times.hasOutput();
  }

  /** How long outputs let wait for each other so far. */
  public synchronized OutputGaps gaps() {
    return times.gaps();
  }

  /** What the latest attempt used; empty before the first. */
  public synchronized Optional<AttemptUse> use() {
    return Optional.ofNullable(attempts.use());
  }

  /** Whether nobody waits for the answer any more. */
  public synchronized boolean isAbandoned() {
    return abandoned;
  }

  /** Completes when an abandoned answer is read no further; empty if none is read on. */
  public synchronized Optional<CompletableFuture<Void>> readOn() {
    return Optional.ofNullable(readOn);
  }

  /** Durations up to now. */
  public synchronized Times times() {
    return times.until(ticker.nanos());
  }

  /** The regimes that the outputs' labels serve, for instance {@code cn+eu}; empty for none. */
  public synchronized String labelProfile() {
    return outputs.stream()
        .map(LabeledOutput::label)
        .map(AppliedLabel::profile)
        .findFirst()
        .orElse("");
  }
}
