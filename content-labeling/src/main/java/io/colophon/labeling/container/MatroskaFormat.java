package io.colophon.labeling.container;

import java.io.IOException;

/**
 * WebM and Matroska (RFC 9559). The label is a {@code SimpleTag} with the name {@code AIGC}
 * (TC260-PG-20257A).
 */
public final class MatroskaFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "matroska-tag";

  private static final long SEGMENT = 0x18538067L;
  private static final long CLUSTER = 0x1F43B675L;
  private static final long TAGS = 0x1254C367L;
  private static final long TAG = 0x7373;
  private static final long SIMPLE_TAG = 0x67C8;
  private static final long TAG_NAME = 0x45A3;
  private static final long TAG_STRING = 0x4487;
  private static final int MAX_DEPTH = 8;

  @Override
  public String mimeType() {
    return "video/webm";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, 0x1A, 0x45, 0xDF, 0xA3);
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    Chunks count = new Chunks();
    Element header = element(file, 0);
    long at = header.end(file);
    while (at < file.size()) {
      count.next();
      Element element = element(file, at);
      if (element.id() == TAGS) {
        tags(file, element, labels, count, 0);
      }
      // A segment, or a cluster of unknown length, is read on into; all else is passed over.
      boolean into = element.id() == SEGMENT || (element.id() == CLUSTER && !element.isSized());
      at = into ? element.data() : element.end(file);
    }
  }

  private static void tags(Source file, Element parent, LabelSink labels, Chunks count, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new MalformedMediaException("ebml.depth", "tags nested more than " + MAX_DEPTH);
    }
    String name = "";
    String value = "";
    for (long at = parent.data(), end = parent.end(file); at < end; ) {
      count.next();
      Element element = element(file, at);
      if (element.end(file) > end) {
        throw new MalformedMediaException("ebml.length", "an element is longer than its parent");
      }
      if (element.id() == TAG || element.id() == SIMPLE_TAG) {
        tags(file, element, labels, count, depth + 1);
      } else if (element.id() == TAG_NAME) {
        name = text(file, element);
      } else if (element.id() == TAG_STRING) {
        value = text(file, element);
      }
      at = element.end(file);
    }
    if (parent.id() == SIMPLE_TAG && name.equalsIgnoreCase("AIGC")) {
      labels.label(CARRIER, value);
    }
  }

  private static String text(Source file, Element element) throws IOException {
    int length = (int) Math.min(element.length(), LabelSink.MAX_LABEL + 1);
    return TextBytes.utf8(file.bytes(element.data(), length));
  }

  /**
   * @param length of the data; -1 when unknown
   */
  private record Element(long id, long data, long length) {
    boolean isSized() {
      return length >= 0;
    }

    long end(Source file) throws MalformedMediaException {
      if (!isSized()) {
        throw new MalformedMediaException("ebml.length", "an element of unknown length");
      }
      file.require(data, length);
      return data + length;
    }
  }

  private static Element element(Source file, long at) throws IOException {
    int first = file.u8(at);
    int idBytes = Integer.numberOfLeadingZeros(first) - 23;
    if (idBytes > 4) {
      throw new MalformedMediaException("ebml.id", "no element at " + at);
    }
    long id = number(file, at, idBytes);
    long lengthAt = at + idBytes;
    int lengthBytes = Integer.numberOfLeadingZeros(file.u8(lengthAt)) - 23;
    if (lengthBytes > 8) {
      throw new MalformedMediaException("ebml.length", "no length at " + lengthAt);
    }
    long mask = (1L << 7 * lengthBytes) - 1;
    long length = number(file, lengthAt, lengthBytes) & mask;
    return new Element(id, lengthAt + lengthBytes, length == mask ? -1 : length);
  }

  private static long number(Source file, long at, int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | file.u8(at + i);
    }
    return value;
  }
}
