package io.colophon.gateway.routing;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials of one deployment, each with a provider of its own. The first one that is fit is
 * used. One that the vendor rejects is left out for a quarter of an hour, and is then tried again;
 * one that is limited rests as long as the vendor asks, a second at least and five minutes at most.
 * When none is fit, that one is used whose time is over first. Thread-safe.
 */
public final class KeyRing {
  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
  private static final long REJECTED_NANOS = Duration.ofMinutes(15).toNanos();
  private static final long EXHAUSTED_NANOS = Duration.ofMinutes(5).toNanos();
  private static final long LIMITED_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_REST_NANOS = Duration.ofMinutes(5).toNanos();

  private final String deployment;
  private final List<Key> keys;
  private final @Nullable Rest[] rests; // guarded by this

  /**
   * A credential.
   *
   * @param number from 1, as configured
   * @param provider uses it
   */
  public record Key(int number, Provider provider) {}

  private record Rest(long untilNanos, boolean rejected) {}

  /**
   * @param deployment what the operator calls it
   * @param providers one for each credential; at least one
   */
  KeyRing(String deployment, List<Provider> providers) {
    this.deployment = deployment;
    List<Key> made = new ArrayList<>();
    for (Provider provider : providers) {
      made.add(new Key(made.size() + 1, provider));
    }
    this.keys = List.copyOf(made);
    this.rests = new @Nullable Rest[made.size()];
  }

  /** How many there are; at least 1. */
  public int size() {
    return keys.size();
  }

  /** The one to use now. */
  public Key choose(long nowNanos) {
    if (keys.size() == 1) {
      return keys.get(0);
    }
    synchronized (this) {
      Key soonest = keys.get(0);
      long least = Long.MAX_VALUE;
      for (Key key : keys) {
        long left = leftNanos(key, nowNanos);
        if (left < least) {
          least = left;
          soonest = key;
        }
      }
      return soonest;
    }
  }

  private long leftNanos(Key key, long nowNanos) {
    Rest rest = rests[key.number() - 1];
    return rest == null ? 0 : Math.max(0, rest.untilNanos() - nowNanos);
  }

  /**
   * An attempt with it failed.
   *
   * @return whether the failure is one of the credential, and another one is fit to be used now
   */
  public boolean failed(Key key, ProviderException failure, long nowNanos) {
    if (keys.size() == 1 || !isOfCredential(failure.kind())) {
      return false;
    }
    boolean rejected = failure.kind() == FailureKind.CREDENTIAL_REJECTED;
    boolean another = false;
    synchronized (this) {
      rests[key.number() - 1] = new Rest(nowNanos + restNanos(failure), rejected);
      for (Key other : keys) {
        another |= leftNanos(other, nowNanos) == 0;
      }
    }
    if (rejected) {
      log.error("provider {} rejects its key {}; it is left out", deployment, key.number());
    } else {
      log.info("key {} of provider {} rests: {}", key.number(), deployment, failure.kind());
    }
    return another;
  }

  private static boolean isOfCredential(FailureKind kind) {
    return switch (kind) {
      case CREDENTIAL_REJECTED, ACCOUNT_EXHAUSTED, RATE_LIMITED -> true;
      default -> false;
    };
  }

  private static long restNanos(ProviderException failure) {
    return switch (failure.kind()) {
      case CREDENTIAL_REJECTED -> REJECTED_NANOS;
      case ACCOUNT_EXHAUSTED -> EXHAUSTED_NANOS;
      default ->
          failure
              .retryAfter()
              .map(wait -> Math.max(LIMITED_NANOS, Math.min(LONGEST_REST_NANOS, wait.toNanos())))
              .orElse(LIMITED_NANOS);
    };
  }

  /** Credentials that the vendor rejected and that are left out now. */
  public synchronized int rejected(long nowNanos) {
    int count = 0;
    for (Key key : keys) {
      Rest rest = rests[key.number() - 1];
      count += rest != null && rest.rejected() && leftNanos(key, nowNanos) > 0 ? 1 : 0;
    }
    return count;
  }

  /** Credentials that rest since they were limited, or their account has nothing left. */
  public synchronized int resting(long nowNanos) {
    int count = 0;
    for (Key key : keys) {
      Rest rest = rests[key.number() - 1];
      count += rest != null && !rest.rejected() && leftNanos(key, nowNanos) > 0 ? 1 : 0;
    }
    return count;
  }

  void close() {
    keys.forEach(key -> key.provider().close());
  }
}
