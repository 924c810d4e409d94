package io.colophon.gateway.config.bind;

import java.util.Objects;
import java.util.Optional;

/** What a key asks of its value beyond the type. */
record Constraints(Optional<Range> range, Optional<ValueType> form) {

  /**
   * @throws IllegalArgumentException if the value does not fit; the message says what is expected
   */
  void check(ValueType type, String text, Object value) {
    form.ifPresent(other -> Objects.requireNonNull(other.reader().apply(text)));
    range.ifPresent(bounds -> Ranges.check(bounds, type, value));
  }
}
