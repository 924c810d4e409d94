package io.colophon.labeling.credentials.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a signer signed (C2PA 2.2, 10.2), in either version.
 *
 * @param version 1 or 2
 * @param generator name and version of the program that made it
 * @param alg hash algorithm of addresses that name none
 * @param signature address of the signature
 * @param created assertions the signer answers for; in version 1 all of them
 * @param gathered assertions from elsewhere
 * @param redacted addresses of assertions that were taken out of other manifests
 */
record Claim(
    int version,
    String instanceId,
    String generator,
    Optional<String> alg,
    String signature,
    List<HashedUri> created,
    List<HashedUri> gathered,
    List<String> redacted) {

  Claim {
    created = List.copyOf(created);
    gathered = List.copyOf(gathered);
    redacted = List.copyOf(redacted);
  }

  /** Every assertion it refers to, in order. */
  List<HashedUri> assertions() {
    return Stream.concat(created.stream(), gathered.stream()).toList();
  }

  /**
   * Reads a claim.
   *
   * @param label of its box
   */
  static Claim read(String label, Cbor item) throws CborException {
    CborMap map = item.map("claim");
    boolean second = isSecond(label);
    return new Claim(
        second ? 2 : 1,
        map.need("instanceID"),
        second ? generator(map) : firstGenerator(map),
        map.text("alg"),
        map.need("signature"),
        HashedUri.list(map, second ? "created_assertions" : "assertions"),
        second ? HashedUri.list(map, "gathered_assertions") : List.of(),
        texts(map, "redacted_assertions"));
  }

  private static boolean isSecond(String label) throws CborException {
    String name = AssertionLabel.of(label).name();
    if (name.equals("c2pa.claim.v2")) {
      return true;
    }
    if (name.equals("c2pa.claim")) {
      return false;
    }
    throw new CborException("claim of label '" + label + "', expected c2pa.claim or c2pa.claim.v2");
  }

  private static String generator(CborMap map) throws CborException {
    CborMap info =
        map.map("claim_generator_info")
            .orElseThrow(() -> new CborException("claim_generator_info is missing"));
    String name = info.need("name");
    if (name.isEmpty()) {
      throw new CborException("claim_generator_info has an empty name");
    }
    return name + info.text("version").map(version -> " " + version).orElse("");
  }

  private static String firstGenerator(CborMap map) throws CborException {
    return map.need("claim_generator");
  }

  private static List<String> texts(CborMap map, String key) throws CborException {
    List<String> texts = new ArrayList<>();
    for (Cbor item : map.items(key)) {
      texts.add(item.text(key));
    }
    return texts;
  }
}
