package io.colophon.gateway.admission;

import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.Hold;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A hold for a text that may become longer than was expected: it grows with the text, chunk by
 * chunk, until there is no room for more. Used by one thread at a time.
 */
final class GrowingHold {
  /** Output tokens that are held ahead. */
  static final long CHUNK = 256;

  /**
   * Fewer are not worth asking for. As many, or twice the longest piece so far, are to be free
   * before the next piece comes: it is counted only when it is there.
   */
  private static final long LEAST = 32;

  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final Hold hold;
  private final LongFunction<Amounts> needed;
  private final long most;
  private final Clock clock;
  private final Ticker ticker;
  private long held;
  private @Nullable Amounts heldAmounts;
  private long seen;
  private long ahead = LEAST;

  /**
   * @param hold covers {@code held} output tokens already
   * @param needed what a text of so many output tokens takes of each dimension
   * @param most output tokens that the text can have
   */
  GrowingHold(
      Hold hold, LongFunction<Amounts> needed, long held, long most, Clock clock, Ticker ticker) {
    this.hold = hold;
    this.needed = needed;
    this.held = held;
    this.most = most;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * Sees to it that there is room for what comes next.
   *
   * @param outputTokens that the text has now; never goes back
   * @return false when there is no room for more
   */
  boolean covers(long outputTokens) {
    ahead = Math.max(ahead, Math.min(CHUNK, 2 * (outputTokens - seen)));
    seen = outputTokens;
    while (held < most && outputTokens + ahead > held) {
      Decision last = grow();
      if (last instanceof Decision.Refused) {
        return false;
      }
      if (last instanceof Decision.Pending) {
        return outputTokens < held + CHUNK; // what comes meanwhile becomes a debt
      }
    }
    return true;
  }

  /** Takes a chunk, or what is left of one. */
  private Decision grow() {
    long step = Math.min(CHUNK, most - held);
    while (true) {
      Decision decision = extend(step);
      if (decision instanceof Decision.Granted) {
        held += step;
        return decision;
      }
      if (decision instanceof Decision.Pending || step <= LEAST) {
        return decision;
      }
      step = Math.max(LEAST, step / 2);
    }
  }

  private Decision extend(long step) {
    Amounts before = heldAmounts;
    if (before == null) {
      before = needed.apply(held);
      heldAmounts = before;
    }
    Amounts after = needed.apply(held + step);
    Amounts.Collector more = Amounts.collect();
    for (Dimension dimension : DIMENSIONS) {
      OptionalLong from = before.get(dimension);
      OptionalLong to = after.get(dimension);
      if (from.isPresent() && to.isPresent()) {
        more.with(dimension, Math.max(0, to.getAsLong() - from.getAsLong()));
      }
    }
    Decision decision = hold.extend(more.amounts(), ticker.nanos(), clock.millis());
    if (decision instanceof Decision.Granted) {
      heldAmounts = after;
    }
    return decision;
  }
}
