package io.colophon.labeling.container;

import java.util.List;
import java.util.Optional;

/** The XMP of one file: the first packet is the one, others are dropped. Not thread-safe. */
final class PictureXmp {
  private final List<String> notes;
  private Optional<byte[]> packet = Optional.empty();

  PictureXmp(List<String> notes) {
    this.notes = notes;
  }

  /** A packet of the old file. */
  void found(byte[] bytes) {
    if (packet.isEmpty()) {
      packet = Optional.of(bytes);
      return;
    }
    Notes.add(notes, Notes.REPLACED_XMP);
    if (XmpReader.labels(bytes) > 0) {
      Notes.add(notes, Notes.REPLACED_LABEL);
    }
  }

  /** A packet of the old file; one that is too large to be read is dropped. */
  void found(Source file, long at, long length) throws java.io.IOException {
    if (length > XmpReader.MAX_PACKET) {
      Notes.add(notes, Notes.REPLACED_XMP);
    } else {
      found(file.bytes(at, (int) length));
    }
  }

  /** The packet of the new file. */
  byte[] labelled(LabelMetadata metadata) {
    return XmpPacket.labelled(packet, metadata, notes);
  }

  /** The packet of the old file, empty when it has none. */
  Optional<byte[]> packet() {
    return packet;
  }
}
