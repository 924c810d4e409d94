package io.colophon.gateway.admission;

import io.colophon.gateway.config.TenantConfig;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.keys.KeyAuthenticator;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Hold;
import io.colophon.throttling.Limits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The verb admit: who is it, can what he does be recorded, and is there quota. The hold is taken
 * once the route is known, since limits may be set for routes; it covers every limit or none.
 * Thread-safe; never blocks.
 */
public final class Admission {
  private static final String PRIORITY = "priority";

  private final KeyAuthenticator authenticator;
  private final QuotaTools tools;
  private final CountedChain unlimited = new CountedChain(Limits.of(List.of()).chain(List.of()));
  private final BooleanSupplier recordable;
  private final PatientAsking asking;

  /**
   * @param recordable whether ledger and log take entries
   * @param timers for limits that are shared with other processes and have to be asked for
   */
  public Admission(
      KeyAuthenticator authenticator,
      LimitChains limits,
      BooleanSupplier recordable,
      Clock clock,
      Ticker ticker,
      ScheduledExecutorService timers) {
    this.authenticator = authenticator;
    this.tools = new QuotaTools(limits, clock, ticker);
    this.recordable = recordable;
    this.asking = new PatientAsking(timers, clock, ticker);
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
   * @return complete already, unless a limit that is shared with other processes is to be asked for
   *     room; then it ends on another thread and within the caller's deadline
   * @throws Refusal QUOTA_EXCEEDED, or RECORD_FAILED while nothing can be recorded; what is found
   *     later comes by the future
   */
  public CompletableFuture<Admitted> admit(Generation generation, Caller caller) {
    if (!recordable.getAsBoolean()) {
      throw Refusal.of(Reason.RECORD_FAILED, "the gateway cannot record what it does now");
    }
    Asked asked = asked(generation, caller);
    Decision decision = acquire(asked);
    if (decision instanceof Decision.Pending pending) {
      return asking
          .ask(
              pending,
              () -> acquire(asked),
              Duration.ofNanos(
                  Math.max(0, generation.received().deadlineNanos() - tools.ticker().nanos())))
          .thenApply(later -> admitted(asked, later));
    }
    return CompletableFuture.completedFuture(admitted(asked, decision));
  }

  private Asked asked(Generation generation, Caller caller) {
    Received received = generation.received();
    Counted counted =
        tools
            .limits()
            .counted(
                caller,
                received.model().name(),
                generation.plan().orElseThrow().route().name(),
                received.endUser());
    Target first = generation.plan().orElseThrow().targets().get(0).target();
    boolean onPlatform = received.job().flatMap(JobLink::platformUsageId).isPresent();
    return new Asked(
        generation,
        counted,
        onPlatform ? unlimited : tools.limits().of(counted),
        first,
        new ExpectedAmounts(generation, tools.limits()),
        tools.expect(generation, counted, first));
  }

  /** Asks for what is usual, and if there is no room for that, for a beginning that may grow. */
  private Decision acquire(Asked asked) {
    Decision decision = acquire(asked, asked.chain(), asked.usual());
    if (decision instanceof Decision.Refused && asked.usual().mayBeginWith(GrowingHold.CHUNK)) {
      Expectation smaller = asked.usual().beginningWith(GrowingHold.CHUNK);
      return acquire(asked, asked.chain(), smaller); // refused: until there is room for these
    }
    return decision;
  }

  private Decision acquire(Asked asked, CountedChain chain, Expectation expected) {
    long now = tools.ticker().nanos();
    Demand demand =
        tools.demand(asked.generation(), asked.amounts().at(asked.target(), expected.usage()), now);
    asked.askedFor(expected);
    return chain.chain().acquire(demand, now, tools.clock().millis());
  }

  private Admitted admitted(Asked asked, Decision decision) {
    Received received = asked.generation().received();
    Hold hold;
    if (decision instanceof Decision.Granted granted) {
      hold = granted.hold();
    } else if (received.job().flatMap(JobLink::resumed).isPresent()) {
      hold = ((Decision.Granted) acquire(asked, unlimited, asked.usual())).hold();
    } else {
      tools.limits().figures().refused(((Decision.Refused) decision).rule());
      throw Refusals.of(
          (Decision.Refused) decision,
          asked.counted(),
          asked.chain().standings(tools),
          tools.clock().instant());
    }
    return new Admitted(
        asked.counted().caller(),
        hold,
        asked.usual().usage(),
        asked.amounts().gigaFlop(asked.target(), asked.usual().usage()),
        priority(asked),
        new Quota(tools, asked, growing(asked, hold)));
  }

  /** Null where no limit looks at output, or no more can come than is held. */
  private @Nullable GrowingHold growing(Asked asked, Hold hold) {
    Expectation held = asked.lastAskedFor();
    if (!held.mayGrow() || asked.chain() == unlimited || !tools.limits().looksAtOutput()) {
      return null;
    }
    return new GrowingHold(
        hold,
        output ->
            asked.amounts().at(asked.target(), ExpectedAmounts.tokens(held.inputTokens(), output)),
        held.outputTokens(),
        held.mostOutputTokens(),
        tools.clock(),
        tools.ticker());
  }

  /** The tenant's or the key's own, or a later one that the request asks for. */
  private static Priority priority(Asked asked) {
    Caller caller = asked.counted().caller();
    TenantConfig tenant = asked.generation().config().config().tenants().get(caller.tenant());
    Priority most = Priority.INTERACTIVE;
    if (tenant != null) {
      Optional<Priority> ofKey = caller.keyName().map(tenant.keyPriorities()::get);
      most = ofKey.orElse(tenant.priority());
    }
    String wished = asked.generation().received().metadata().get(PRIORITY);
    return wished == null ? most : Priority.named(wished).map(most::orLater).orElse(most);
  }

  /** Gives a hold back for a generation that did not begin. */
  public void release(Admitted admitted) {
    admitted.hold().release(tools.ticker().nanos(), tools.clock().millis());
  }
}
