package io.colophon.labeling.credentials.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A map of CBOR with keys that are strings ({@link String}) or whole numbers ({@link Long}). */
final class CborMap {
  private final Map<Object, Cbor> entries;

  /** Takes the map over; nobody else may hold on to it. */
  CborMap(Map<Object, Cbor> entries) {
    this.entries = entries;
  }

  /** Under one of these keys, the first that is there; {@code null} counts as not there. */
  Optional<Cbor> get(Object... keys) {
    for (Object key : keys) {
      Cbor value = entries.get(key);
      if (value != null && !(value instanceof Cbor.Simple s && s.value() == Cbor.Simple.NULL)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  Optional<String> text(String key) throws CborException {
    Optional<Cbor> value = get(key);
    return value.isEmpty() ? Optional.empty() : Optional.of(value.get().text(key));
  }

  /** As {@link #text}, but it has to be there. */
  String need(String key) throws CborException {
    return text(key).orElseThrow(() -> new CborException(key + " is missing"));
  }

  Optional<byte[]> bytes(String key) throws CborException {
    Optional<Cbor> value = get(key);
    return value.isEmpty() ? Optional.empty() : Optional.of(value.get().bytes(key));
  }

  OptionalLong whole(String key) throws CborException {
    Optional<Cbor> value = get(key);
    return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(value.get().whole(key));
  }

  /** Empty also when there is no such key. */
  List<Cbor> items(String key) throws CborException {
    Optional<Cbor> value = get(key);
    return value.isEmpty() ? List.of() : value.get().items(key);
  }

  Optional<CborMap> map(String key) throws CborException {
    Optional<Cbor> value = get(key);
    return value.isEmpty() ? Optional.empty() : Optional.of(value.get().map(key));
  }

  boolean isTrue(String key) {
    return get(key)
        .filter(v -> v instanceof Cbor.Simple s && s.value() == Cbor.Simple.TRUE)
        .isPresent();
  }
}
