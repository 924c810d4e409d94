package io.colophon.throttling.redis;

import io.colophon.throttling.lease.Lease;
import io.colophon.throttling.lease.LeaseStoreException;
import io.colophon.throttling.lease.RefillAnswer;
import java.util.ArrayList;
import java.util.List;

/** Reads what the script says; takes nothing for granted. */
final class AnswerReader {
  private static final int HEAD = 3;
  private static final int FIELDS = 9;
  private static final int SHOWN = 60;

  private AnswerReader() {}

  /**
   * @throws LeaseStoreException NONSENSE when it is not an answer of the script
   */
  static RefillAnswer read(Object answer) {
    if (!(answer instanceof List<?> values)
        || values.size() < HEAD
        || (values.size() - HEAD) % FIELDS != 0) {
      throw nonsense("an answer of the script", answer);
    }
    List<Lease> leases = new ArrayList<>();
    for (int i = HEAD; i < values.size(); i += FIELDS) {
      leases.add(
          new Lease(
              outcome(values.get(i)),
              number(values.get(i + 1)),
              number(values.get(i + 2)),
              number(values.get(i + 3)),
              number(values.get(i + 4)),
              number(values.get(i + 5)),
              number(values.get(i + 6)),
              number(values.get(i + 7)),
              flag(values.get(i + 8))));
    }
    long place = number(values.get(2));
    return new RefillAnswer(
        number(values.get(0)), flag(values.get(1)), (int) Math.min(place, 1 << 20), leases);
  }

  private static Lease.Outcome outcome(Object value) {
    for (Lease.Outcome outcome : Lease.Outcome.values()) {
      if (outcome.name().equals(value)) {
        return outcome;
      }
    }
    throw nonsense("an outcome", value);
  }

  private static long number(Object value) {
    if (value instanceof String text) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException none) {
        throw nonsense("a whole number", value);
      }
    }
    throw nonsense("a whole number", value);
  }

  private static boolean flag(Object value) {
    if ("1".equals(value) || "0".equals(value)) {
      return "1".equals(value);
    }
    throw nonsense("0 or 1", value);
  }

  private static LeaseStoreException nonsense(String expected, Object value) {
    String text = String.valueOf(value);
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return new LeaseStoreException(
        LeaseStoreException.Kind.NONSENSE, "Redis said " + shown + ", expected " + expected);
  }
}
