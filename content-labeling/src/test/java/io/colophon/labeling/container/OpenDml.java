package io.colophon.labeling.container;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds a small AVI in two RIFFs with OpenDML indexes, which other programs do beyond 1 GB. */
final class OpenDml {
  private static final int FRAMES_PER_SECOND = 10;

  private OpenDml() {}

  /** A silent film of JPEG pictures; half of them in each RIFF. */
  static byte[] film(List<byte[]> pictures, int width, int height) {
    int half = pictures.size() / 2;
    long[] index = new long[2];
    byte[] film = new byte[0];
    // The places in the header are known only when the rest is laid out: twice the same lengths.
    for (int round = 0; round < 2; round++) {
      byte[] header = header(pictures.size(), width, height, index);
      byte[] first = riff("AVI ", header, pictures.subList(0, half), 0, index, 0);
      byte[] second =
          riff(
              "AVIX", new byte[0], pictures.subList(half, pictures.size()), first.length, index, 1);
      film = concat(first, second);
    }
    return film;
  }

  private static byte[] riff(
      String kind, byte[] header, List<byte[]> pictures, long at, long[] index, int which) {
    long movi = at + 12 + header.length;
    ByteArrayOutputStream samples = new ByteArrayOutputStream();
    List<int[]> entries = new ArrayList<>();
    for (byte[] picture : pictures) {
      entries.add(new int[] {12 + samples.size() + 8, picture.length});
      samples.writeBytes(AviChunk.bytes("00dc", picture));
    }
    index[which] = movi + 12 + samples.size();
    ByteBuffer ix = little(24 + 8 * entries.size());
    ix.putShort((short) 2).put((byte) 0).put((byte) 1).putInt(entries.size());
    ix.put("00dc".getBytes(StandardCharsets.US_ASCII)).putLong(movi).putInt(0);
    entries.forEach(entry -> ix.putInt(entry[0]).putInt(entry[1]));
    samples.writeBytes(AviChunk.bytes("ix00", ix.array()));
    return list("RIFF", kind, header, list("LIST", "movi", samples.toByteArray()));
  }

  private static byte[] header(int frames, int width, int height, long[] index) {
    ByteBuffer avih = little(56);
    avih.putInt(1_000_000 / FRAMES_PER_SECOND).putInt(0).putInt(0).putInt(0x10).putInt(frames);
    avih.putInt(0).putInt(1).putInt(0).putInt(width).putInt(height);
    ByteBuffer strh = little(56);
    strh.put("vidsMJPG".getBytes(StandardCharsets.US_ASCII)).position(20);
    strh.putInt(1).putInt(FRAMES_PER_SECOND).putInt(0).putInt(frames);
    ByteBuffer strf = little(40);
    strf.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
    strf.put("MJPG".getBytes(StandardCharsets.US_ASCII)).putInt(width * height * 3);
    ByteBuffer indx = little(24 + 16 * 4);
    indx.putShort((short) 4).put((byte) 0).put((byte) 0).putInt(2);
    indx.put("00dc".getBytes(StandardCharsets.US_ASCII)).position(24);
    for (long place : index) {
      indx.putLong(place).putInt(0).putInt(frames / 2);
    }
    byte[] stream =
        list(
            "LIST",
            "strl",
            AviChunk.bytes("strh", strh.array()),
            AviChunk.bytes("strf", strf.array()),
            AviChunk.bytes("indx", indx.array()));
    ByteBuffer dmlh = little(248).putInt(0, frames);
    byte[] odml = list("LIST", "odml", AviChunk.bytes("dmlh", dmlh.array()));
    return list("LIST", "hdrl", AviChunk.bytes("avih", avih.array()), stream, odml);
  }

  private static byte[] list(String name, String kind, byte[]... parts) {
    return AviChunk.bytes(name, concat(kind.getBytes(StandardCharsets.US_ASCII), concat(parts)));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
