package io.colophon.throttling.redis;

import io.colophon.throttling.lease.LimitTerms;
import io.colophon.throttling.lease.Refill;
import io.colophon.throttling.lease.RefillCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The script and what it is called with. All keys of one name have the same hash tag, so they lie
 * on one node of a Redis Cluster.
 */
final class RefillScript {
  static final String SOURCE = source();

  private static final long DAY_MILLIS = 86_400_000L;

  private final String prefix;
  private final Supplier<String> fixedMicros;

  /**
   * @param fixedMicros gives the time to take in place of the server's, for tests; otherwise an
   *     empty text
   */
  RefillScript(String name, Supplier<String> fixedMicros) {
    this.prefix = "colophon:{" + name + "}:";
    this.fixedMicros = fixedMicros;
  }

  private static String source() {
    try (InputStream in = RefillScript.class.getResourceAsStream("refill.lua")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Where limits that are short are told. */
  String channel() {
    return prefix + "events";
  }

  String[] keys(RefillCall call) {
    List<String> keys = new ArrayList<>();
    keys.add(prefix + "store");
    call.refills().forEach(refill -> keys.add(prefix + "limit:" + refill.key().id()));
    return keys.toArray(String[]::new);
  }

  String[] values(RefillCall call) {
    List<String> values = new ArrayList<>();
    values.add(channel());
    values.add(fixedMicros.get());
    values.add(call.node());
    values.add(Integer.toString(call.nodes()));
    values.add(Long.toString(call.epoch()));
    values.add(Long.toString(call.nextEpoch()));
    values.add(flag(call.ready()));
    values.add(Long.toString(call.elapsedMicros()));
    values.add(Long.toString(call.leaseMicros()));
    values.add(Long.toString(call.slotMicros()));
    values.add(Integer.toString(call.place()));
    values.add(Long.toString(call.safeMicros()));
    values.add(flag(call.leaves()));
    values.add(Integer.toString(call.refills().size()));
    call.refills().forEach(refill -> add(values, call, refill));
    return values.toArray(String[]::new);
  }

  private static void add(List<String> values, RefillCall call, Refill refill) {
    LimitTerms terms = refill.terms();
    values.add(refill.key().id());
    values.add(terms.per().name());
    values.add(Long.toString(terms.capacity()));
    values.add(Long.toString(terms.amount()));
    values.add(Long.toString(refill.session()));
    values.add(flag(refill.begins()));
    values.add(Long.toString(refill.known()));
    values.add(Long.toString(refill.spent()));
    values.add(Long.toString(refill.returned()));
    values.add(Long.toString(refill.claim()));
    values.add(Long.toString(refill.room()));
    values.add(Long.toString(refill.least()));
    values.add(Long.toString(refill.want()));
    values.add(Long.toString(refill.pace()));
    values.add(flag(refill.prefetch()));
    values.add(Long.toString(refill.seed()));
    values.add(Long.toString(refill.seedWindow()));
    values.add(Long.toString(refill.aside()));
    long longest = Math.max(call.slotMicros(), refill.aside() > 0 ? call.safeMicros() : 0);
    values.add(flag(refill.last()) + " " + lifeMillis(terms, longest / 1000));
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }

  /** After what time nobody needs a limit's state any more, unless it is used again. */
  private static long lifeMillis(LimitTerms terms, long longestMillis) {
    long window =
        switch (terms.per()) {
          case AT_ONCE -> 0;
          case SECOND, MINUTE, HOUR -> drainMillis(terms);
          case DAY -> 2 * DAY_MILLIS;
          case MONTH -> 63 * DAY_MILLIS;
        };
    return 2 * (longestMillis + window) + 60_000;
  }

  private static long drainMillis(LimitTerms terms) {
    if (terms.amount() < 1) {
      return 365 * DAY_MILLIS;
    }
    return BigInteger.valueOf(terms.capacity())
        .multiply(BigInteger.valueOf(terms.windowMicros() / 1000))
        .divide(BigInteger.valueOf(terms.amount()))
        .min(BigInteger.valueOf(365 * DAY_MILLIS))
        .longValue();
  }
}
