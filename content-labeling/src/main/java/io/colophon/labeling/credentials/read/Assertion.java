package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.JumbfType;
import java.util.Optional;

/**
 * One assertion as it stands in the store.
 *
 * @param label with version and instance
 * @param name its label in parts
 * @param box where it is
 */
record Assertion(String label, AssertionLabel name, JumbfBox box) {
  static Assertion of(JumbfBox box) {
    return new Assertion(box.label(), AssertionLabel.of(box.label()), box);
  }

  /** Whether it is of this kind, in any version and any instance. */
  boolean is(String base) {
    return name.base().equals(base);
  }

  /**
   * What it says, if it says it in CBOR; empty for other kinds of content.
   *
   * @throws StoreException if its bytes are no CBOR
   */
  Optional<CborMap> cbor() throws StoreException {
    if (!box.is(JumbfType.CBOR)) {
      return Optional.empty();
    }
    JumbfBox content =
        box.content("cbor")
            .orElseThrow(
                () ->
                    new StoreException(
                        StatusCodes.ASSERTION_CBOR_INVALID, label + " has no content"));
    try {
      return Optional.of(
          CborReader.read(content.store(), content.contentsAt(), content.end()).map(label));
    } catch (CborException e) {
      throw e.as(StatusCodes.ASSERTION_CBOR_INVALID);
    }
  }

  /** Whether it has been made empty because somebody redacted it. */
  boolean isZero() {
    for (JumbfBox content : box.children()) {
      for (int at = content.contentsAt(); at < content.end(); at++) {
        if (content.store()[at] != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
