package io.colophon.labeling.container;

import java.io.IOException;

/**
 * FLV (Adobe Flash Video File Format 10.1). The label is text {@code AIGC} of the script {@code
 * onMetaData} (TC260-PG-20257A).
 */
public final class FlvFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "flv-script";

  @Override
  public String mimeType() {
    return "video/x-flv";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, 'F', 'L', 'V', 1);
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    int tags = 0;
    for (long at = FlvTag.first(file); at < file.size(); ) {
      FlvTag.requireTags(++tags);
      FlvTag tag = FlvTag.at(file, at);
      if (tag.type() == FlvTag.SCRIPT) {
        byte[] script = file.bytes(tag.data(), (int) (tag.end() - tag.data()));
        FlvMetadata metadata = FlvMetadata.of(script).orElse(null);
        if (metadata != null) {
          metadata.read(CARRIER, labels);
        }
      }
      at = tag.next(file);
    }
  }
}
