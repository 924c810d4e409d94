package io.colophon.labeling.container;

import java.io.IOException;

/**
 * QuickTime films (QuickTime File Format Specification): the ancestor of MP4, told by its brand, or
 * by the boxes that older files begin with. The label stands where MP4 has it.
 */
public final class MovFormat implements MediaFormat {
  @Override
  public String mimeType() {
    return "video/quicktime";
  }

  @Override
  public boolean recognises(byte[] head) {
    return isQuickTime(head)
        || Magic.at(head, 4, "moov")
        || Magic.at(head, 4, "mdat")
        || Magic.at(head, 4, "wide");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    Mp4Format.readBoxes(file, labels);
  }

  static boolean isQuickTime(byte[] head) {
    return Magic.at(head, 4, "ftypqt  ");
  }
}
