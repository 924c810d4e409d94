package io.colophon.gateway.dispatch;

import io.colophon.gateway.config.VendorLabelWish;
import io.colophon.gateway.labels.LabelPolicy;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.Ticker;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;

/** Asks a target's provider for output, or for that of a job that it runs already. */
final class TargetStreams {
  private final Ticker ticker;
  private final ScheduledExecutorService timers;
  private final AbandonedAnswers abandoned;

  /**
   * @param timers for pauses before the upstream of a job is asked again
   * @param abandoned may read an answer on beyond its caller's deadline
   */
  TargetStreams(Ticker ticker, ScheduledExecutorService timers, AbandonedAnswers abandoned) {
    this.ticker = ticker;
    this.timers = timers;
    this.abandoned = abandoned;
  }

  /** A text has no vendor's label, and its way is kept short. */
  private static boolean keepsVendorLabel(Generation generation) {
    return generation.received().request().modality() == Modality.TEXT
        || LabelPolicy.of(generation).vendorLabel() != VendorLabelWish.OFF;
  }

  /** The stream of the target for this generation; work starts when it is subscribed. */
  Flow.Publisher<GenerationEvent> open(Generation generation, Start start) {
    Target target = start.target();
    Received received = generation.received();
    GenerationRequest request = start.place().target().request(received.request());
    Provider provider = start.key().provider();
    CallOptions options =
        new CallOptions(
            received.generationId(),
            received.job().isEmpty()
                ? abandoned.deadlineNanos(target.deployment(), received.deadlineNanos())
                : received.deadlineNanos(),
            received.original(),
            received
                .job()
                .flatMap(JobLink::callback)
                .map(callback -> callback.of(target.deployment().name())),
            keepsVendorLabel(generation));
    if (received.job().isEmpty()) {
      return provider.generate(request, options);
    }
    Optional<String> handle =
        received.job().flatMap(JobLink::resumed).map(JobLink.ResumedJob::handle);
    return new ResumingStream(
        received.generationId(),
        handle
            .map(known -> provider.resume(request, known, options))
            .orElseGet(() -> provider.generate(request, options)),
        known -> provider.resume(request, known, options),
        handle.orElse(null),
        received.deadlineNanos(),
        ticker,
        timers);
  }
}
