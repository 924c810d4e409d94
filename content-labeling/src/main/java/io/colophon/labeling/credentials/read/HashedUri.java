package io.colophon.labeling.credentials.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An address together with the hash of what stands there (C2PA 2.2, 8.4.2).
 *
 * @param url as it was written
 * @param alg hash algorithm; empty for the one of the claim
 * @param hash what the hash is said to be
 */
record HashedUri(String url, Optional<String> alg, byte[] hash) {
  static HashedUri of(Cbor item) throws CborException {
    CborMap map = item.map("hashed URI");
    return new HashedUri(
        map.need("url"),
        map.text("alg"),
        map.bytes("hash").orElseThrow(() -> new CborException("hash is missing")));
  }

  /** The list under a key; empty also when there is no such key. */
  static List<HashedUri> list(CborMap map, String key) throws CborException {
    List<HashedUri> uris = new ArrayList<>();
    for (Cbor item : map.items(key)) {
      uris.add(of(item));
    }
    return uris;
  }

  /** The one under a key. */
  static Optional<HashedUri> in(CborMap map, String key) throws CborException {
    Optional<Cbor> item = map.get(key);
    return item.isEmpty() ? Optional.empty() : Optional.of(of(item.get()));
  }
}
