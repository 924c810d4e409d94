package io.colophon.labeling.container;

import java.io.IOException;

/**
 * WebM and Matroska (RFC 9559). The label is a {@code SimpleTag} with the name {@code AIGC}
 * (TC260-PG-20257A).
 */
public final class MatroskaFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "matroska-tag";

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
    EbmlElement header = EbmlElement.at(file, 0);
    int blocks = 0;
    boolean open = false;
    for (long at = header.end(file); at < file.size(); ) {
      EbmlElement element = EbmlElement.at(file, at);
      boolean inCluster = open && !MatroskaSegment.isPart(element.id());
      if (inCluster) {
        MatroskaSegment.requireBlocks(++blocks);
      } else {
        count.next();
        open = element.id() == MatroskaSegment.CLUSTER && !element.isSized();
      }
      if (element.id() == MatroskaTags.TAGS) {
        tags(file, element, labels, count, 0);
      }
      // A segment, or a cluster of unknown length, is read on into; all else is passed over.
      boolean into = element.id() == MatroskaSegment.SEGMENT || (open && !inCluster);
      at = into ? element.data() : element.end(file);
    }
  }

  private static void tags(
      Source file, EbmlElement parent, LabelSink labels, Chunks count, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new MalformedMediaException("ebml.depth", "tags nested more than " + MAX_DEPTH);
    }
    String name = "";
    String value = "";
    for (long at = parent.data(), end = parent.end(file); at < end; ) {
      count.next();
      EbmlElement element = EbmlElement.at(file, at);
      if (element.end(file) > end) {
        throw new MalformedMediaException("ebml.length", "an element is longer than its parent");
      }
      if (element.id() == MatroskaTags.TAG || element.id() == MatroskaTags.SIMPLE_TAG) {
        tags(file, element, labels, count, depth + 1);
      } else if (element.id() == MatroskaTags.TAG_NAME) {
        name = text(file, element);
      } else if (element.id() == MatroskaTags.TAG_STRING) {
        value = text(file, element);
      }
      at = element.end(file);
    }
    if (parent.id() == MatroskaTags.SIMPLE_TAG && MatroskaTags.isLabel(name)) {
      labels.label(CARRIER, value);
    }
  }

  private static String text(Source file, EbmlElement element) throws IOException {
    int length = (int) Math.min(element.length(), LabelSink.MAX_LABEL + 1);
    return TextBytes.utf8(file.bytes(element.data(), length));
  }
}
