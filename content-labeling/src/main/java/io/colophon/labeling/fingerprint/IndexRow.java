package io.colophon.labeling.fingerprint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the index keeps of one record, or, with neither fingerprints nor mark, how far it has come.
 *
 * @param record its number in the log
 * @param prints its fingerprints
 * @param watermark the payload of its mark
 */
record IndexRow(long record, Fingerprints prints, OptionalLong watermark) {
  private static final int SAMPLES = 1;
  private static final int WATERMARK = 2;
  private static final int SOUND = 4;
  private static final int PICTURE_BYTES = 32 + 1 + 8;
  private static final int DIGEST_BYTES = 32;

  boolean isEmpty() {
    return watermark.isEmpty()
        && prints.samples().isEmpty()
        && prints.pictures().isEmpty()
        && prints.sound().isEmpty();
  }

  byte[] bytes() {
    int soundWords = prints.sound().map(SoundCode::length).orElse(0);
    ByteBuffer row =
        ByteBuffer.allocate(
            8
                + 1
                + DIGEST_BYTES
                + 8
                + 1
                + prints.pictures().size() * PICTURE_BYTES
                + 2
                + 4 * soundWords);
    row.putLong(record);
    row.put(
        (byte)
            ((prints.samples().isPresent() ? SAMPLES : 0)
                | (watermark.isPresent() ? WATERMARK : 0)
                | (prints.sound().isPresent() ? SOUND : 0)));
    prints.samples().ifPresent(digits -> row.put(HexFormat.of().parseHex(digits)));
    watermark.ifPresent(row::putLong);
    row.put((byte) prints.pictures().size());
    for (PictureCode code : prints.pictures()) {
      PictureHash hash = code.hash();
      row.putLong(hash.word0()).putLong(hash.word1()).putLong(hash.word2()).putLong(hash.word3());
      row.put((byte) code.quality()).putLong(code.atMillis());
    }
    prints
        .sound()
        .ifPresent(
            code -> {
              row.putShort((short) code.length());
              for (int word : code.words()) {
                row.putInt(word);
              }
            });
    byte[] bytes = new byte[row.position()];
    row.flip().get(bytes);
    return bytes;
  }

  static IndexRow read(ByteBuffer row) {
    long record = row.getLong();
    int flags = row.get();
    Optional<String> samples = Optional.empty();
    if ((flags & SAMPLES) != 0) {
      byte[] digest = new byte[DIGEST_BYTES];
      row.get(digest);
      samples = Optional.of(HexFormat.of().formatHex(digest));
    }
    OptionalLong mark =
        (flags & WATERMARK) != 0 ? OptionalLong.of(row.getLong()) : OptionalLong.empty();
    int count = row.get();
    List<PictureCode> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PictureHash hash =
          new PictureHash(row.getLong(), row.getLong(), row.getLong(), row.getLong());
      pictures.add(new PictureCode(hash, row.get(), row.getLong()));
    }
    Optional<SoundCode> sound = Optional.empty();
    if ((flags & SOUND) != 0) {
      int[] words = new int[row.getShort()];
      for (int i = 0; i < words.length; i++) {
        words[i] = row.getInt();
      }
      sound = Optional.of(SoundCode.of(words));
    }
    return new IndexRow(record, new Fingerprints(samples, pictures, sound), mark);
  }
}
