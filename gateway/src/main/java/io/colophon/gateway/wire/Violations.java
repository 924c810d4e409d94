package io.colophon.gateway.wire;

import io.colophon.gateway.failure.FieldViolation;
import io.colophon.gateway.failure.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that the caller learns it at once. */
final class Violations {
  private static final int MOST = 50;

  private final List<FieldViolation> found = new ArrayList<>(0);

  void add(String field, String description) {
    if (found.size() < MOST) {
      found.add(new FieldViolation(field, description));
    }
  }

  /** Adds unless the value is within the range. */
  void range(String field, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      add(field, plain(value) + ", expected " + plain(min) + " to " + plain(max));
    }
  }

  /** Adds if the text is too long or holds a NUL. */
  void text(String field, String value, int maxBytes) {
    int nul = value.indexOf('\0');
    if (nul >= 0) {
      add(field, "a NUL character at index " + nul + ", expected none");
    } else if (value.length() > maxBytes) {
      add(field, value.length() + " characters, expected at most " + maxBytes);
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * @throws Refusal INVALID_REQUEST if anything was found
   */
  void refuseIfAny() {
    if (!found.isEmpty()) {
      throw Refusal.invalid(found);
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
