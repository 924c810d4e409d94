package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.read.ManifestReport.SoftBinding;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a manifest says can be found in the samples themselves: {@code c2pa.soft-binding}
 * (C2PA 2.2, 9.3) and our own assertion of a mark that is not on the public list of algorithms.
 */
final class SoftBindings {
  private static final String LISTED = "c2pa.soft-binding";
  private static final String OWN = "io.colophon.watermark";

  private SoftBindings() {}

  /** Every one that can be read; others are no failure of the manifest. */
  static List<SoftBinding> of(Manifest manifest) throws StoreException {
    List<SoftBinding> bindings = new ArrayList<>();
    for (Assertion assertion : manifest.claimed(LISTED)) {
      add(assertion, bindings);
    }
    for (Assertion assertion : manifest.claimed(OWN)) {
      add(assertion, bindings);
    }
    return bindings;
  }

  private static void add(Assertion assertion, List<SoftBinding> bindings) throws StoreException {
    Optional<CborMap> says = assertion.cbor();
    if (says.isEmpty()) {
      return;
    }
    try {
      String algorithm = says.get().text("alg").orElse("");
      Optional<Cbor> whole = says.get().get("value");
      if (whole.isPresent()) {
        bindings.add(new SoftBinding(algorithm, value(whole.get())));
      }
      for (Cbor block : says.get().items("blocks")) {
        Optional<Cbor> value = block.map("block").get("value");
        if (value.isPresent()) {
          bindings.add(new SoftBinding(algorithm, value(value.get())));
        }
      }
    } catch (CborException e) {
      throw e.as(StatusCodes.CLAIM_MALFORMED);
    }
  }

  private static String value(Cbor value) throws CborException {
    return value instanceof Cbor.Bytes bytes
        ? HexFormat.of().formatHex(bytes.value())
        : value.text("value");
  }
}
