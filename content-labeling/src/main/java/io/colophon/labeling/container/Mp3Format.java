package io.colophon.labeling.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MP3 with ID3v2 tags before the sound, and an APE tag behind it. The label is a frame {@code TXXX}
 * with the description {@code AIGC} (TC260-PG-202510A), the C2PA store a frame {@code GEOB}.
 */
public final class Mp3Format implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "id3-txxx";

  /** XMP in a frame {@code PRIV}, after Adobe's manner. */
  static final String XMP_CARRIER = "id3-priv-xmp";

  /** An item of an APE tag. */
  static final String APE_CARRIER = "ape-item";

  /** More tags in a row are not looked at. */
  private static final int MAX_TAGS = 8;

  @Override
  public String mimeType() {
    return "audio/mpeg";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, "ID3") || isFrame(head, 0);
  }

  /** Whether a frame of MPEG audio layer III begins there. */
  static boolean isFrame(byte[] head, int at) {
    return head.length >= at + 4
        && (head[at] & 0xFF) == 0xFF
        && (head[at + 1] & 0xE0) == 0xE0
        && (head[at + 1] & 0x18) != 0x08
        && (head[at + 1] & 0x06) == 0x02
        && (head[at + 2] & 0xF0) != 0xF0
        && (head[at + 2] & 0x0C) != 0x0C;
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    List<Long> tags = tags(file);
    long end = 0;
    for (long at : tags) {
      Optional<Id3Tag> tag = Id3Tag.read(file, at);
      if (tag.isPresent()) {
        Id3Labels.read(tag.get(), CARRIER, XMP_CARRIER, labels);
      } else {
        labels.note("id3.not-read", "an ID3v2." + file.u8(at + 3) + " tag, too large or too new");
      }
      end = at + Id3Tag.lengthAt(file, at);
    }
    if (!tags.isEmpty() && file.size() < end + 4) {
      throw new MalformedMediaException("file.truncated", "no sound after the tag");
    }
    Optional<Mp3ApeTag> ape = Mp3ApeTag.find(file);
    if (ape.isPresent()) {
      for (Mp3ApeTag.Item item : ape.get().items()) {
        if (item.isLabel()) {
          labels.label(APE_CARRIER, item.value());
        }
      }
    }
  }

  /** Where the tags before the sound begin; they follow each other. */
  static List<Long> tags(Source file) throws IOException {
    List<Long> tags = new ArrayList<>();
    for (long at = 0; tags.size() < MAX_TAGS && Id3Tag.isAt(file, at); ) {
      tags.add(at);
      at += Id3Tag.lengthAt(file, at);
    }
    return tags;
  }
}
