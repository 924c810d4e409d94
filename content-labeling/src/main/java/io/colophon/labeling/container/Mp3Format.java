package io.colophon.labeling.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * MP3 with an ID3v2.3 or ID3v2.4 tag. The label is a frame {@code TXXX} with the description {@code
 * AIGC} (TC260-PG-202510A).
 */
public final class Mp3Format implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "id3-txxx";

  private static final int HEADER = 10;
  private static final int MAX_TAG = 16 << 20;
  private static final int UNSYNCHRONISED = 0x80;
  private static final int EXTENDED = 0x40;
  private static final int FRAME_UNSYNCHRONISED = 0x02;
  private static final int FRAME_LENGTH = 0x01;

  @Override
  public String mimeType() {
    return "audio/mpeg";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, "ID3") || isFrame(head, 0);
  }

  private static boolean isFrame(byte[] head, int at) {
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
    if (!file.has(0, new byte[] {'I', 'D', '3'})) {
      return;
    }
    int version = file.u8(3);
    int flags = file.u8(5);
    long length = synchsafe(file.u32be(6));
    file.require(HEADER, length);
    if (version != 3 && version != 4) {
      labels.note("id3.version", "ID3v2." + version + " tag not read");
    } else if (length > MAX_TAG) {
      labels.note("id3.too-large", "tag of " + length + " bytes not read");
    } else {
      byte[] tag = file.bytes(HEADER, (int) length);
      boolean whole = (flags & UNSYNCHRONISED) != 0 && version == 3;
      frames(whole ? resynchronised(tag) : tag, version, (flags & EXTENDED) != 0, labels);
    }
    if (file.size() < HEADER + length + 4) {
      throw new MalformedMediaException("file.truncated", "no sound after the tag");
    }
  }

  private static void frames(byte[] tag, int version, boolean extended, LabelSink labels)
      throws MalformedMediaException {
    long at = 0;
    if (extended && tag.length >= 4) {
      at = version == 4 ? synchsafe(u32(tag, 0)) : 4 + u32(tag, 0);
    }
    Chunks count = new Chunks();
    while (at >= 0 && at + HEADER <= tag.length && tag[(int) at] != 0) {
      count.next();
      int head = (int) at;
      String id = new String(tag, head, 4, StandardCharsets.ISO_8859_1);
      long length = version == 4 ? synchsafe(u32(tag, head + 4)) : u32(tag, head + 4);
      if (at + HEADER + length > tag.length) {
        throw new MalformedMediaException("id3.frame", "frame " + id + " is longer than its tag");
      }
      if (id.equals("TXXX")) {
        userText(tag, head, (int) length, version, labels);
      }
      at += HEADER + length;
    }
  }

  private static void userText(byte[] tag, int head, int length, int version, LabelSink labels) {
    byte[] body = java.util.Arrays.copyOfRange(tag, head + HEADER, head + HEADER + length);
    int flags = version == 4 ? tag[head + 9] : 0;
    if ((flags & FRAME_LENGTH) != 0 && body.length >= 4) {
      body = java.util.Arrays.copyOfRange(body, 4, body.length);
    }
    if ((flags & FRAME_UNSYNCHRONISED) != 0) {
      body = resynchronised(body);
    }
    if (body.length < 2) {
      return;
    }
    int encoding = body[0];
    int step = encoding == 1 || encoding == 2 ? 2 : 1;
    int end = 1;
    while (end + step <= body.length && !(body[end] == 0 && body[end + step - 1] == 0)) {
      end += step;
    }
    if (TextBytes.id3(encoding, body, 1, end).equalsIgnoreCase("AIGC")) {
      labels.label(
          CARRIER, TextBytes.id3(encoding, body, Math.min(body.length, end + step), body.length));
    }
  }

  private static byte[] resynchronised(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      out.write(bytes[i]);
      if ((bytes[i] & 0xFF) == 0xFF && i + 1 < bytes.length && bytes[i + 1] == 0) {
        i++;
      }
    }
    return out.toByteArray();
  }

  private static long synchsafe(long raw) {
    return (raw & 0x7F)
        | (raw >> 8 & 0x7F) << 7
        | (raw >> 16 & 0x7F) << 14
        | (raw >> 24 & 0x7F) << 21;
  }

  private static long u32(byte[] bytes, int at) {
    return (bytes[at] & 0xFFL) << 24
        | (bytes[at + 1] & 0xFFL) << 16
        | (bytes[at + 2] & 0xFFL) << 8
        | (bytes[at + 3] & 0xFFL);
  }
}
