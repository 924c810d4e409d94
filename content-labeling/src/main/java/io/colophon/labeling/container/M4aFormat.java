package io.colophon.labeling.container;

import java.io.IOException;

/** M4A: sound in MP4, told by its brand; the label stands where MP4 has it. */
public final class M4aFormat implements MediaFormat {
  @Override
  public String mimeType() {
    return "audio/mp4";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 4, "ftypM4A ");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    Mp4Format.readBoxes(file, labels);
  }
}
