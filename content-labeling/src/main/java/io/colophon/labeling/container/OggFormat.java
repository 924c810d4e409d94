package io.colophon.labeling.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Ogg (RFC 3533) with Vorbis or Opus. The label is a comment in the second packet of a stream; only
 * the first pages are read, since comments come before sound.
 */
public final class OggFormat implements MediaFormat {
  /** Where the label stands. */
  public static final String CARRIER = VorbisComment.CARRIER;

  private static final int MAX_PAGES = 256;
  private static final int MAX_STREAMS = 8;
  private static final int MAX_PACKET = 1 << 20;
  private static final byte[] OPUS = TagHeads.ascii("OpusTags");
  private static final byte[] VORBIS = TagHeads.ascii("\3vorbis");

  @Override
  public String mimeType() {
    return "audio/ogg";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, "OggS");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    Map<Long, ByteArrayOutputStream> packets = new HashMap<>();
    long at = 0;
    for (int page = 0; page < MAX_PAGES && at < file.size(); page++) {
      if (!file.fourcc(at).equals("OggS")) {
        throw new MalformedMediaException("ogg.page", "expected a page at " + at);
      }
      long stream = file.u32be(at + 14);
      int segments = file.u8(at + 26);
      byte[] lacing = file.bytes(at + 27, segments);
      long body = at + 27 + segments;
      if (!packets.containsKey(stream) && packets.size() == MAX_STREAMS) {
        throw new MalformedMediaException("ogg.streams", "more than " + MAX_STREAMS + " streams");
      }
      ByteArrayOutputStream packet =
          packets.computeIfAbsent(stream, key -> new ByteArrayOutputStream());
      for (byte lace : lacing) {
        int length = lace & 0xFF;
        packet.writeBytes(file.bytes(body, length));
        body += length;
        if (packet.size() > MAX_PACKET) {
          throw new MalformedMediaException("ogg.packet", "a head packet of over a megabyte");
        }
        if (length < 255) {
          packet(packet.toByteArray(), labels);
          packet.reset();
        }
      }
      at = body;
    }
  }

  private static void packet(byte[] packet, LabelSink labels) throws MalformedMediaException {
    if (TagHeads.startsWith(packet, OPUS)) {
      VorbisComment.read(packet, OPUS.length, labels);
    } else if (TagHeads.startsWith(packet, VORBIS)) {
      VorbisComment.read(packet, VORBIS.length, labels);
    }
  }

  /** First bytes of packets. */
  private static final class TagHeads {
    static byte[] ascii(String text) {
      return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    static boolean startsWith(byte[] packet, byte[] head) {
      return packet.length >= head.length
          && Arrays.equals(packet, 0, head.length, head, 0, head.length);
    }
  }
}
