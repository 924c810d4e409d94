package io.colophon.throttling.lease;

import io.colophon.throttling.Decision;
import io.colophon.throttling.Limit;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.LimitUsage;
import io.colophon.throttling.RetryAfter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A limit that is decided upon from a lease of this gateway. Thread-safe. */
final class LeasedLimit extends Limit {
  private final SharedLimits shared;
  private final LimitKey key;
  private final WhenAway whenAway;
  private volatile LeaseAccount account;

  LeasedLimit(LimitRule rule, String subject, WhenAway whenAway, SharedLimits shared) {
    super(rule, subject);
    this.shared = shared;
    this.whenAway = whenAway;
    this.key = LimitKey.of(rule, subject);
    this.account = shared.account(key, split());
  }

  private Split split() {
    return Split.of(rule(), whenAway, shared.settings());
  }

  private LeaseAccount account() {
    LeaseAccount now = account;
    if (now.isForgotten()) {
      now = shared.account(key, split());
      account = now;
    }
    return now;
  }

  @Override
  protected boolean hold(long amount, long nowNanos, long nowEpochMillis) {
    LeaseAccount own = account;
    if (!own.hold(amount, shared.hasPlace(nowNanos), nowNanos, nowEpochMillis)) {
      return false;
    }
    if (own.takeLow()) {
      shared.ask(own);
    }
    return true;
  }

  @Override
  protected void spend(long unheld, long used, long nowNanos, long nowEpochMillis) {
    if (unheld == 0 && used == 0) {
      return;
    }
    LeaseAccount own = unheld > 0 ? account : account();
    own.spend(unheld, used, nowNanos, nowEpochMillis);
    if (own.takeLow()) {
      shared.ask(own);
    }
  }

  /** The store knows what was used; the ledger is asked only for what the store may have lost. */
  @Override
  protected void charge(long amount, long atNanos, long atEpochMillis) {
    account().charge(amount, atEpochMillis);
    shared.seeding();
  }

  @Override
  protected boolean refuses(long amount, long nowNanos, long nowEpochMillis) {
    return amount > capacity()
        || account.refuses(amount, shared.hasPlace(nowNanos), nowNanos, nowEpochMillis);
  }

  @Override
  protected Decision refusal(long amount, long nowNanos, long nowEpochMillis) {
    if (amount > capacity()) {
      return refused(amount, new RetryAfter.Never(), nowNanos, nowEpochMillis);
    }
    LeaseAccount own = account();
    long away = shared.awayFor(nowNanos);
    if (away == 0) {
      CompletableFuture<Void> answered =
          own.await(amount, shared.settings().mostWaiting(), nowNanos);
      if (answered != null) {
        shared.ask(own);
        return new Decision.Pending(answered);
      }
    }
    long wait = own.refusedFor(amount, shared.hasPlace(nowNanos), nowNanos, nowEpochMillis);
    if (wait == 0) {
      wait = away;
    }
    RetryAfter retry =
        wait > 0 ? new RetryAfter.Exactly(Duration.ofNanos(wait)) : new RetryAfter.WhenHoldsEnd();
    return refused(amount, retry, nowNanos, nowEpochMillis);
  }

  private Decision.Refused refused(
      long amount, RetryAfter retry, long nowNanos, long nowEpochMillis) {
    long remaining = usage(nowNanos, nowEpochMillis).remaining();
    return new Decision.Refused(rule(), subject(), amount, remaining, retry);
  }

  @Override
  protected LimitUsage usage(long nowNanos, long nowEpochMillis) {
    long[] usage = account.usage();
    return new LimitUsage(rule(), subject(), usage[0], usage[1]);
  }

  @Override
  protected boolean forget(long nowNanos, long nowEpochMillis) {
    return shared.forget(account);
  }
}
