package io.colophon.labeling.container;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import java.util.List;

/**
 * An XMP packet in a film: in a {@code uuid} box of its own in MP4, in {@code moov/udta/XMP_} in
 * QuickTime (XMP specification, part 3). The place of the China label is another one, so it is only
 * taken out of here.
 */
final class Mp4Xmp {
  /** The type of the {@code uuid} box. */
  static final byte[] UUID = {
    (byte) 0xBE,
    0x7A,
    (byte) 0xCF,
    (byte) 0xCB,
    (byte) 0x97,
    (byte) 0xA9,
    0x42,
    (byte) 0xE8,
    (byte) 0x9C,
    0x71,
    (byte) 0x99,
    (byte) 0x94,
    (byte) 0x91,
    (byte) 0xE3,
    (byte) 0xAF,
    (byte) 0xAC
  };

  /** How readers name the place. */
  static final String CARRIER = "mp4-xmp";

  private byte[] packet;

  private Mp4Xmp(byte[] packet) {
    this.packet = packet;
  }

  static Mp4Xmp of(byte[] packet) {
    return new Mp4Xmp(packet);
  }

  /** Takes every China label out; whether there was one. */
  boolean removeLabels(List<String> notes) {
    if (XmpReader.labels(packet) == 0) {
      return false;
    }
    XMPMeta meta = XmpPacket.parse(packet, notes);
    try {
      XmpPacket.removeLabels(meta);
    } catch (XMPException e) {
      throw new IllegalStateException("the label could not be taken out of XMP", e);
    }
    packet = XmpPacket.bytes(meta);
    if (XmpReader.labels(packet) > 0) {
      // It stands where its schema does not have it, for instance inside a list.
      packet = new byte[0];
      Notes.add(notes, Notes.REPLACED_XMP);
    }
    Notes.add(notes, Notes.REPLACED_LABEL);
    return true;
  }

  byte[] bytes() {
    return packet.clone();
  }
}
