package io.colophon.labeling.container;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPUtils;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The XMP of a JPEG: a packet in one APP1 segment and, where that is too small, an extension in
 * further ones, named in the packet by its MD5 (XMP specification part 3, 1.1.3.1). Not
 * thread-safe.
 */
final class JpegXmp {
  private static final int GUID = 32;
  private static final int EXTENSION_HEAD = JpegFormat.XMP_EXTENSION_HEAD.length + GUID + 8;

  /** A segment length field counts itself and is 16 bits wide. */
  private static final int MAX_SEGMENT = 0xFFFF - 2;

  private static final int MAX_EXTENSION_PART = 65_400;
  private static final String POINTER = "HasExtendedXMP";

  private final List<String> notes;
  private final PictureXmp packets;
  private final Map<String, Extension> extensions = new TreeMap<>();

  /** An extension under one name. */
  private static final class Extension {
    private final byte[] bytes;
    private int filled;

    private Extension(int length) {
      bytes = new byte[length];
    }
  }

  JpegXmp(List<String> notes) {
    this.notes = notes;
    this.packets = new PictureXmp(notes);
  }

  /**
   * Takes the data of an APP1 segment.
   *
   * @return whether it was XMP
   */
  boolean take(byte[] data) {
    if (JpegFormat.startsWith(data, JpegFormat.XMP_HEAD)) {
      packets.found(Arrays.copyOfRange(data, JpegFormat.XMP_HEAD.length, data.length));
      return true;
    }
    if (!JpegFormat.startsWith(data, JpegFormat.XMP_EXTENSION_HEAD)) {
      return false;
    }
    extend(data);
    return true;
  }

  private void extend(byte[] data) {
    if (data.length < EXTENSION_HEAD) {
      Notes.add(notes, Notes.REPLACED_XMP);
      return;
    }
    ByteBuffer head = ByteBuffer.wrap(data);
    byte[] name = new byte[GUID];
    head.position(JpegFormat.XMP_EXTENSION_HEAD.length).get(name);
    int length = head.getInt();
    int at = head.getInt();
    int part = head.remaining();
    String guid = new String(name, StandardCharsets.ISO_8859_1);
    boolean known = extensions.containsKey(guid);
    boolean sane = length > 0 && length <= XmpReader.MAX_PACKET && at >= 0 && at <= length - part;
    if (!sane || (!known && extensions.size() > 3)) {
      Notes.add(notes, Notes.REPLACED_XMP);
      return;
    }
    Extension extension = extensions.computeIfAbsent(guid, none -> new Extension(length));
    if (at <= extension.bytes.length - part) {
      head.get(extension.bytes, at, part);
      extension.filled += part;
    }
  }

  /** What extensions say, whole ones only. */
  List<byte[]> extensions() {
    return extensions.values().stream()
        .filter(extension -> extension.filled == extension.bytes.length)
        .map(extension -> extension.bytes)
        .toList();
  }

  /** The segments of the new file, from marker to end, with exactly one label in them. */
  List<byte[]> segments(LabelMetadata metadata) {
    Optional<byte[]> extension = extension();
    if (!extensions.isEmpty() && (extension.isEmpty() || extensions.size() > 1)) {
      Notes.add(notes, Notes.REPLACED_XMP);
    }
    boolean labelled = extension.filter(bytes -> XmpReader.labels(bytes) > 0).isPresent();
    if (!labelled) {
      byte[] merged = packets.labelled(metadata);
      if (merged.length + JpegFormat.XMP_HEAD.length <= MAX_SEGMENT) {
        return segments(merged, extension);
      }
    }
    try {
      return split(metadata, extension);
    } catch (XMPException e) {
      Notes.add(notes, Notes.REPLACED_XMP);
      return segments(XmpPacket.bytes(XmpPacket.fresh(metadata)), Optional.empty());
    }
  }

  /** Our properties in the packet, everything else in the extension. */
  private List<byte[]> split(LabelMetadata metadata, Optional<byte[]> extension)
      throws XMPException {
    XMPMeta others =
        packets
            .packet()
            .map(packet -> XmpPacket.parse(packet, notes))
            .orElseGet(com.adobe.internal.xmp.XMPMetaFactory::create);
    if (extension.isPresent()) {
      XMPUtils.appendProperties(XmpPacket.parse(extension.get(), notes), others, true, false);
    }
    others.deleteProperty(XMPConst.NS_XMP_NOTE, POINTER);
    if (XmpPacket.removeLabels(others)) {
      Notes.add(notes, Notes.REPLACED_LABEL);
    }
    XMPMeta main = XmpPacket.fresh(metadata);
    byte[] rest = XmpPacket.bytes(others);
    if (XmpReader.labels(rest) > 0 || rest.length > XmpReader.MAX_PACKET) {
      Notes.add(notes, Notes.REPLACED_XMP);
      return segments(XmpPacket.bytes(main), Optional.empty());
    }
    main.setProperty(XMPConst.NS_XMP_NOTE, POINTER, guid(rest));
    return segments(XmpPacket.bytes(main), Optional.of(rest));
  }

  /** The extension that the packet names, if all of it is there. */
  private Optional<byte[]> extension() {
    if (extensions.isEmpty() || packets.packet().isEmpty()) {
      return Optional.empty();
    }
    try {
      XMPMeta main = XmpPacket.parse(packets.packet().get(), notes);
      String guid = main.getPropertyString(XMPConst.NS_XMP_NOTE, POINTER);
      Extension named = guid == null ? null : extensions.get(guid);
      return named != null && named.filled == named.bytes.length
          ? Optional.of(named.bytes)
          : Optional.empty();
    } catch (XMPException e) {
      return Optional.empty();
    }
  }

  private static List<byte[]> segments(byte[] main, Optional<byte[]> extension) {
    List<byte[]> segments = new ArrayList<>();
    segments.add(segment(JpegFormat.XMP_HEAD, main));
    if (extension.isPresent()) {
      byte[] all = extension.get();
      String guid = guid(all);
      for (int at = 0; at < all.length; at += MAX_EXTENSION_PART) {
        ByteBuffer head = ByteBuffer.allocate(EXTENSION_HEAD);
        head.put(JpegFormat.XMP_EXTENSION_HEAD).put(guid.getBytes(StandardCharsets.ISO_8859_1));
        head.putInt(all.length).putInt(at);
        int end = Math.min(all.length, at + MAX_EXTENSION_PART);
        segments.add(segment(head.array(), Arrays.copyOfRange(all, at, end)));
      }
    }
    return segments;
  }

  private static byte[] segment(byte[] head, byte[] data) {
    ByteBuffer segment = ByteBuffer.allocate(4 + head.length + data.length);
    segment.putShort((short) (0xFF00 | JpegFormat.APP1));
    segment.putShort((short) (2 + head.length + data.length));
    return segment.put(head).put(data).array();
  }

  private static String guid(byte[] extension) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(extension);
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
