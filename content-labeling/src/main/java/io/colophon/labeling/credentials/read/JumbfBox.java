package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.JumbfType;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One box of a store, as a place in it: nothing is copied.
 *
 * @param store the bytes of the whole store
 * @param type four characters; {@code jumb} for a box with boxes inside
 * @param contentsAt first byte after the header
 * @param end first byte after the box
 * @param description what the description box of a superbox says; empty for others
 * @param children boxes after the description; none for others
 */
record JumbfBox(
    byte[] store,
    String type,
    int contentsAt,
    int end,
    Optional<Description> description,
    List<JumbfBox> children) {

  /** Type of boxes with boxes inside. */
  static final String SUPERBOX = "jumb";

  /**
   * What a superbox says about itself.
   *
   * @param type what it holds; empty when C2PA knows no such type
   * @param label its name among its siblings; empty when it has none
   */
  record Description(Optional<JumbfType> type, String label) {}

  JumbfBox {
    children = List.copyOf(children);
  }

  /** Its name among its siblings; empty for boxes without one. */
  String label() {
    return description.map(Description::label).orElse("");
  }

  /** What it holds; empty for boxes that are no superboxes, and where C2PA knows no such type. */
  Optional<JumbfType> holds() {
    return description.flatMap(Description::type);
  }

  /** Whether it is a superbox that holds this. */
  boolean is(JumbfType expected) {
    return holds().filter(expected::equals).isPresent();
  }

  /** The boxes inside that hold this. */
  List<JumbfBox> all(JumbfType expected) {
    return children.stream().filter(child -> child.is(expected)).toList();
  }

  /** The first box inside with this four-character type, for instance {@code cbor}. */
  Optional<JumbfBox> content(String fourCharacters) {
    return children.stream().filter(child -> child.type.equals(fourCharacters)).findFirst();
  }

  /** The bytes after the header, a copy. */
  byte[] contents() {
    return Arrays.copyOfRange(store, contentsAt, end);
  }

  /** The hash that addresses of this box carry: all of it but its header (C2PA 2.2, 8.4.2.3). */
  byte[] hash(MessageDigest digest) {
    digest.update(store, contentsAt, end - contentsAt);
    return digest.digest();
  }
}
