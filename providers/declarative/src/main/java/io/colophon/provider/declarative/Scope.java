package io.colophon.provider.declarative;

import java.util.Optional;

/** What names in templates stand for. */
@FunctionalInterface
interface Scope {
  /** A String, Long, Double, Boolean, List, Map, PixelSize or Part.Media; empty: not given. */
  Optional<Object> value(String name);

  /** The same with one name more. */
  default Scope with(String added, Object value) {
    return name -> name.equals(added) ? Optional.of(value) : value(name);
  }
}
