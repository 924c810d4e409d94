package io.colophon.gateway.pipeline;

import io.colophon.gateway.fetch.LinkStep;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * What is done to a request between admission and the first attempt: the files that it names are
 * fetched. The caller's limits hold before any of it; what goes wrong with it is settled like any
 * other end. Requests that need nothing of it pay nothing for it.
 */
public final class Preparation {
  private final LinkStep links;
  private final Ticker ticker;

  public Preparation(LinkStep links, Ticker ticker) {
    this.links = links;
    this.ticker = ticker;
  }

  /** The attempts, put off until the request is ready for them. */
  Flow.Publisher<GenerationEvent> around(
      Generation generation, Flow.Publisher<GenerationEvent> attempts) {
    Received received = generation.received();
    boolean runsAlready = received.job().flatMap(JobLink::resumed).isPresent();
    return runsAlready || !links.appliesTo(received.request())
        ? attempts
        : new PutOffFlow(() -> prepare(generation), attempts);
  }

  private CompletableFuture<Void> prepare(Generation generation) {
    Received received = generation.received();
    long start = ticker.nanos();
    CompletableFuture<GenerationRequest> files =
        links.resolve(
            received.request(),
            generation.config().config().links(),
            Duration.ofNanos(Math.max(0, received.deadlineNanos() - start)));
    CompletableFuture<Void> ready =
        files.thenAccept(
            request -> {
              generation.awaited(ticker.nanos() - start);
              generation.rewritten(request);
            });
    var unused =
        ready.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                files.cancel(false);
              }
            });
    return ready;
  }
}
