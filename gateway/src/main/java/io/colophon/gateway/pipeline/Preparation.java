package io.colophon.gateway.pipeline;

import io.colophon.gateway.fetch.LinkStep;
import io.colophon.gateway.screening.ScreeningStep;
import io.colophon.gateway.work.Completion;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * What is done to a request between admission and the first attempt, and to an answer before it is
 * labelled: files that the request names are fetched, its words are screened, and so are the
 * answer's. The caller's limits hold before any of it; what goes wrong with it is settled like any
 * other end. Generations that need nothing of it pay next to nothing for it.
 */
public final class Preparation {
  private final LinkStep links;
  private final ScreeningStep screening;
  private final Ticker ticker;

  public Preparation(LinkStep links, ScreeningStep screening, Ticker ticker) {
    this.links = links;
    this.screening = screening;
    this.ticker = ticker;
  }

  /** Whether the answer, or the request for sure, cannot be relayed in the caller's dialect. */
  boolean changes(Generation generation, String tenant) {
    return links.appliesTo(generation.received().request())
        || screening.screensOutput(generation, tenant);
  }

  /** The attempts, put off until the request is ready for them, and screened. */
  Flow.Publisher<GenerationEvent> around(
      Generation generation, Flow.Publisher<GenerationEvent> attempts) {
    Received received = generation.received();
    String tenant = generation.admitted().orElseThrow().caller().tenant();
    boolean runsAlready = received.job().flatMap(JobLink::resumed).isPresent();
    boolean ready =
        runsAlready
            || (!links.appliesTo(received.request())
                && !screening.screensInput(generation, tenant));
    return screening.output(
        generation,
        tenant,
        ready ? attempts : new PutOffFlow(() -> prepare(generation, tenant), attempts));
  }

  /** Words first: what is refused costs no fetch. */
  private CompletableFuture<Void> prepare(Generation generation, String tenant) {
    long start = ticker.nanos();
    CompletableFuture<Void> ready = new CompletableFuture<>();
    CompletableFuture<Void> screened = screening.input(generation, tenant);
    cancelWith(ready, screened);
    Completion.of(
        screened.thenCompose(
            done -> {
              CompletableFuture<Void> fetched = fetch(generation);
              cancelWith(ready, fetched);
              return fetched;
            }),
        (done, failure) -> {
          generation.awaited(ticker.nanos() - start);
          if (failure == null) {
            ready.complete(null);
          } else {
            ready.completeExceptionally(failure);
          }
        });
    return ready;
  }

  private static void cancelWith(CompletableFuture<Void> outer, CompletableFuture<Void> inner) {
    var unused =
        outer.whenComplete(
            (done, failure) -> {
              if (outer.isCancelled()) {
                inner.cancel(false);
              }
            });
  }

  private CompletableFuture<Void> fetch(Generation generation) {
    Received received = generation.received();
    if (!links.appliesTo(received.request())) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<GenerationRequest> files =
        links.resolve(
            received.request(),
            generation.config().config().links(),
            Duration.ofNanos(Math.max(0, received.deadlineNanos() - ticker.nanos())));
    CompletableFuture<Void> fetched = files.thenAccept(generation::rewritten);
    var unused =
        fetched.whenComplete(
            (done, failure) -> {
              if (fetched.isCancelled()) {
                files.cancel(false);
              }
            });
    return fetched;
  }
}
