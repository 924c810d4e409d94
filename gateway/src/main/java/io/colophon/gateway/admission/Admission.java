package io.colophon.gateway.admission;

import io.colophon.gateway.failure.QuotaViolation;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.keys.KeyAuthenticator;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.Received;
import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.Limits;
import io.colophon.throttling.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The verb admit: who is it, can what he does be recorded, and is there quota. The hold is taken
 * once the route is known, since limits may be set for routes; it covers every limit or none.
 * Thread-safe.
 */
public final class Admission {
  /**
   * A hold outlives its generation's deadline a little, so that it is never taken back too soon.
   */
  private static final long LEASE_MARGIN_NANOS = Duration.ofMinutes(1).toNanos();

  private final KeyAuthenticator authenticator;
  private final LimitChains limits;
  private final LimitChain unlimited = Limits.of(List.of()).chain(List.of());
  private final BooleanSupplier recordable;
  private final Clock clock;
  private final Ticker ticker;

  /**
   * @param recordable whether ledger and log take entries
   */
  public Admission(
      KeyAuthenticator authenticator,
      LimitChains limits,
      BooleanSupplier recordable,
      Clock clock,
      Ticker ticker) {
    this.authenticator = authenticator;
    this.limits = limits;
    this.recordable = recordable;
    this.clock = clock;
    this.ticker = ticker;
  }

  /** Tells who asks. Never blocks; fails with a {@link Refusal} if nobody can be told. */
  public CompletableFuture<Caller> identify(Credentials credentials) {
    return credentials.established().isPresent()
        ? CompletableFuture.completedFuture(credentials.established().get())
        : authenticator.authenticate(credentials);
  }

  /**
   * Takes a hold on every limit that applies. A job that an upstream runs already was admitted
   * before: it is never refused for a limit, and counts where there is room.
   *
   * @throws Refusal QUOTA_EXCEEDED, or RECORD_FAILED while nothing can be recorded
   */
  public Admitted admit(Generation generation, Caller caller) {
    if (!recordable.getAsBoolean()) {
      throw Refusal.of(Reason.RECORD_FAILED, "the gateway cannot record what it does now");
    }
    Received received = generation.received();
    long now = ticker.nanos();
    Demand demand =
        DemandEstimate.of(received, received.deadlineNanos() - now + LEASE_MARGIN_NANOS);
    boolean onPlatform = received.job().flatMap(JobLink::platformUsageId).isPresent();
    Decision decision =
        onPlatform
            ? unlimited.acquire(demand, now, clock.millis())
            : limits
                .of(caller, received.model().name(), generation.plan().orElseThrow().route().name())
                .acquire(demand, now, clock.millis());
    if (decision instanceof Decision.Refused refused) {
      if (received.job().flatMap(JobLink::resumed).isEmpty()) {
        throw refusalFor(refused);
      }
      decision = unlimited.acquire(demand, now, clock.millis());
    }
    return new Admitted(
        caller, ((Decision.Granted) decision).hold(), DemandEstimate.expected(received, demand));
  }

  /** Gives a hold back for a generation that did not begin. */
  public void release(Admitted admitted) {
    admitted.hold().release(ticker.nanos(), clock.millis());
  }

  private static Refusal refusalFor(Decision.Refused refused) {
    String what = refused.rule().dimension().id() + " per " + refused.rule().per().id();
    String text =
        "limit of "
            + refused.rule().amount()
            + " "
            + what
            + " for "
            + LimitChains.nameOf(refused.subject())
            + ": "
            + refused.remaining()
            + " left, "
            + refused.requested()
            + " asked for";
    return Refusal.quota(
        new QuotaViolation(
            LimitChains.nameOf(refused.subject()),
            refused.rule().dimension().id(),
            refused.rule().amount(),
            text),
        waitOf(refused.retryAfter()));
  }

  private static @Nullable Duration waitOf(RetryAfter retryAfter) {
    return retryAfter instanceof RetryAfter.Exactly exactly ? exactly.delay() : null;
  }
}
