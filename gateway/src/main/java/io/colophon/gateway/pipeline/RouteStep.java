package io.colophon.gateway.pipeline;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.labels.LabelStep;
import io.colophon.gateway.routing.Routing;
import io.colophon.gateway.work.Completion;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes generations, and sees to it that a refusal for residency or filing is on record before the
 * caller hears of it.
 */
final class RouteStep {
  private static final Logger log = LoggerFactory.getLogger(RouteStep.class);

  private final LabelStep records;

  /**
   * @param records keeps the record
   */
  RouteStep(LabelStep records) {
    this.records = records;
  }

  /**
   * Routes a generation; false if there is no target for it, which its reply hears.
   *
   * @throws Refusal if there is no route
   */
  boolean plan(Generation generation, Caller caller, Reply reply) {
    Routing routing = generation.config().router().decide(generation.received(), caller);
    if (routing instanceof Routing.Planned planned) {
      generation.planned(planned);
      return true;
    }
    Routing.Refused refused = (Routing.Refused) routing;
    if (refused.isEvidence()) {
      Completion.of(
          records.refused(generation.received(), caller, refused),
          (done, failure) -> {
            logLoss(generation.received(), failure);
            reply.failed(refused.refusal());
          });
    } else {
      reply.failed(refused.refusal());
    }
    return false;
  }

  /**
   * Routes a generation anew whose request says something else now.
   *
   * @throws Refusal if there is no target for that
   */
  void planAgain(Generation generation, Caller caller) {
    Routing routing = generation.config().router().decide(generation.received(), caller);
    if (routing instanceof Routing.Refused refused) {
      if (refused.isEvidence()) {
        Completion.of(
            records.refused(generation.received(), caller, refused),
            (done, failure) -> logLoss(generation.received(), failure));
      }
      throw refused.refusal();
    }
    generation.planned((Routing.Planned) routing);
  }

  /** Fails if a request would not be routed, once that is on record where it must be. */
  CompletableFuture<Void> check(RunningConfig config, Received received, Caller caller) {
    Routing routing = config.router().decide(received, caller);
    if (!(routing instanceof Routing.Refused refused)) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> recorded =
        refused.isEvidence()
            ? records.refused(received, caller, refused)
            : CompletableFuture.completedFuture(null);
    CompletableFuture<Void> told = new CompletableFuture<>();
    Completion.of(
        recorded,
        (done, failure) -> {
          logLoss(received, failure);
          told.completeExceptionally(refused.refusal());
        });
    return told;
  }

  /** The request is refused all the same: nothing left that needs a record to leave. */
  private static void logLoss(Received received, @Nullable Throwable failure) {
    if (failure != null) {
      log.error(
          "generation {} was refused for its terms, which could not be recorded",
          received.generationId(),
          failure);
    }
  }
}
