package io.colophon.labeling.container;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The tags of a Matroska file (RFC 9559, 5.1.8) that are being edited: all in one element. */
final class MatroskaTags {
  static final long TAGS = 0x1254C367L;
  static final long TAG = 0x7373;
  static final long SIMPLE_TAG = 0x67C8;
  static final long TAG_NAME = 0x45A3;
  static final long TAG_STRING = 0x4487;
  private static final long TARGETS = 0x63C0;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean removed;

  static boolean isLabel(String name) {
    return name.equalsIgnoreCase("AIGC");
  }

  /** Takes the content of a {@code Tags} element over, without labels. */
  void add(byte[] tags) throws MalformedMediaException {
    boolean[] emptied = new boolean[1];
    kept.writeBytes(
        EbmlBytes.rewrite(
            tags,
            Set.of(TAG, SIMPLE_TAG),
            (id, content) -> {
              if (id == SIMPLE_TAG && isLabel(name(content))) {
                removed = true;
                emptied[0] = true;
                return null;
              }
              if (id == TAG) {
                boolean gone = emptied[0] && !has(content, SIMPLE_TAG);
                emptied[0] = false;
                return gone ? null : content;
              }
              return content;
            }));
  }

  /** Whether a label was taken out. */
  boolean hasRemoved() {
    return removed;
  }

  /** The whole element, with a tag for the file as a whole that holds the label. */
  byte[] labelled(String json) {
    byte[] name = EbmlBytes.element(TAG_NAME, "AIGC".getBytes(StandardCharsets.US_ASCII));
    byte[] value = EbmlBytes.element(TAG_STRING, json.getBytes(StandardCharsets.UTF_8));
    byte[] simple = EbmlBytes.element(SIMPLE_TAG, name, value);
    byte[] tag = EbmlBytes.element(TAG, EbmlBytes.element(TARGETS), simple);
    return EbmlBytes.element(TAGS, kept.toByteArray(), tag);
  }

  private static String name(byte[] simpleTag) throws MalformedMediaException {
    String[] name = {""};
    EbmlBytes.rewrite(
        simpleTag,
        Set.of(),
        (id, content) -> {
          if (id == TAG_NAME) {
            name[0] = TextBytes.utf8(content);
          }
          return null;
        });
    return name[0];
  }

  private static boolean has(byte[] tag, long wanted) throws MalformedMediaException {
    boolean[] found = new boolean[1];
    EbmlBytes.rewrite(
        tag,
        Set.of(),
        (id, content) -> {
          found[0] |= id == wanted;
          return null;
        });
    return found[0];
  }
}
