package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Films made to break readers and writers: every one ends in a typed error or a good copy, soon.
 */
class FilmHostileTest {
  private static final byte[] TYPE = box("ftyp", ascii("isom\0\0\0\0isom"));

  @TempDir Path directory;

  private String label(MediaFormat format, byte[]... parts) throws IOException {
    return FilmEnding.of(directory, format, concat(parts));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] box(String type, byte[]... contents) {
    byte[] body = concat(contents);
    return ByteBuffer.allocate(8 + body.length)
        .putInt(8 + body.length)
        .put(ascii(type))
        .put(body)
        .array();
  }

  private static byte[] repeat(byte[] part, int times) {
    ByteBuffer all = ByteBuffer.allocate(part.length * times);
    for (int i = 0; i < times; i++) {
      all.put(part);
    }
    return all.array();
  }

  private static byte[] track(byte[] table) {
    return box("trak", box("mdia", box("minf", box("stbl", table))));
  }

  @Test
  void label_nothingAtAll_typedError() throws Exception {
    for (MediaFormat format :
        List.of(new Mp4Format(), new MatroskaFormat(), new AviFormat(), new FlvFormat())) {
      assertThat(label(format)).isNotEqualTo("written");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 0x7FFFFFFF, 0xFFFFFFFFL})
  void label_boxSizesThatLie_typedError(long size) throws Exception {
    byte[] bad =
        ByteBuffer.allocate(24)
            .putInt((int) size)
            .put(ascii("moov"))
            .putLong(size == 1 ? Long.MAX_VALUE : 0)
            .array();
    assertThat(label(new Mp4Format(), TYPE, bad)).isIn("mp4.box", "file.truncated");
    assertThat(label(new Mp4Format(), TYPE, box("moov", box("trak", bad)))).isEqualTo("mp4.box");
    assertThat(label(new Mp4Format(), TYPE, box("moov", box("meta", bad)))).isEqualTo("mp4.box");
    assertThat(label(new Mp4Format(), TYPE, box("moov"), box("moof", box("traf", bad))))
        .isEqualTo("mp4.box");
  }

  @Test
  void label_manyBoxes_copiedOrRefused() throws Exception {
    byte[] many = repeat(box("free"), 100_000);
    assertThat(label(new Mp4Format(), TYPE, box("moov"), many)).isEqualTo("written");
    assertThat(label(new Mp4Format(), TYPE, box("moov"), many, many, many))
        .isEqualTo("file.too-many-parts");
    byte[] fragments = repeat(box("moof", box("traf", box("tfhd", new byte[8]))), 50_000);
    assertThat(label(new Mp4Format(), TYPE, box("moov"), fragments)).isEqualTo("written");
    byte[] tracks = repeat(box("trak", box("udta")), 40_000);
    assertThat(label(new Mp4Format(), TYPE, box("moov", tracks))).isEqualTo("written");
  }

  @Test
  void label_nestedBoxes_notFollowed() throws Exception {
    for (String type : List.of("udta", "trak", "meta", "ilst")) {
      byte[] nested = box(type);
      for (int i = 0; i < 3_000; i++) {
        nested = box(type, nested);
      }
      assertThat(label(new Mp4Format(), TYPE, box("moov", nested)))
          .as(type)
          .isIn("written", "mp4.box");
    }
  }

  @Test
  void label_tablesThatLie_typedError() throws Exception {
    for (String table : List.of("stco", "co64", "saio")) {
      byte[] counts = ByteBuffer.allocate(24).putInt(4, -1).array();
      assertThat(label(new Mp4Format(), TYPE, box("moov", track(box(table, counts)))))
          .isEqualTo("mp4." + table);
      byte[] outside = ByteBuffer.allocate(24).putInt(4, 2).putInt(8, 1 << 30).array();
      assertThat(label(new Mp4Format(), TYPE, box("moov", track(box(table, outside)))))
          .isIn("mp4.offset", "mp4.saio");
    }
    byte[] keys = ByteBuffer.allocate(16).putInt(4, -1).putInt(8, -1).array();
    assertThat(label(new Mp4Format(), TYPE, box("moov", box("meta", box("keys", keys)))))
        .isEqualTo("mp4.keys");
    byte[] items =
        ByteBuffer.allocate(10).putShort(4, (short) 0x4440).putShort(6, (short) -1).array();
    assertThat(
            label(new Mp4Format(), TYPE, box("moov"), box("meta", new byte[4], box("iloc", items))))
        .isEqualTo("mp4.iloc");
    byte[] sidx = ByteBuffer.allocate(28).putShort(22, (short) -1).array();
    assertThat(label(new Mp4Format(), TYPE, box("moov"), box("sidx", sidx))).isEqualTo("mp4.sidx");
    byte[] tfra = ByteBuffer.allocate(24).putInt(12, -1).array();
    assertThat(label(new Mp4Format(), TYPE, box("moov"), box("mfra", box("tfra", tfra))))
        .isEqualTo("mp4.tfra");
  }

  @Test
  void move_samplesBeyondFourGigabytes_tableOf64Bits() throws Exception {
    long media = 1000;
    long end = media + (1L << 32);
    byte[] table = ByteBuffer.allocate(12).putInt(4, 1).putInt(8, 0xFFFFFFF0).array();
    Mp4Tree movie = Mp4Tree.parse(track(box("stco", table)));
    Mp4Moves moves =
        new Mp4Moves(
            new long[] {0, media},
            new long[] {media, end},
            new long[] {0, 2 * media},
            end,
            end + media);
    assertThat(Mp4Offsets.widen(movie, moves)).isTrue();
    assertThat(Mp4Offsets.widen(movie, moves)).isFalse();
    Mp4Offsets.move(movie, moves);
    assertThat(movie.all("stco")).isEmpty();
    assertThat(movie.all("co64").get(0).content().getLong(8)).isEqualTo(0xFFFFFFF0L + media);
  }

  @Test
  void label_elementsThatLie_typedError() throws Exception {
    byte[] header = EbmlBytes.element(0x1A45DFA3L);
    byte[] segment = {0x18, 0x53, (byte) 0x80, 0x67, (byte) 0xFF};
    byte[] tags = {0x12, 0x54, (byte) 0xC3, 0x67};
    MediaFormat format = new MatroskaFormat();
    assertThat(label(format, header, segment, tags, new byte[] {(byte) 0xFE}))
        .isEqualTo("file.truncated");
    assertThat(label(format, header, segment, tags, new byte[] {(byte) 0xFF}))
        .isEqualTo("ebml.length");
    assertThat(label(format, header, segment, tags, new byte[] {0})).isEqualTo("ebml.length");
    assertThat(label(format, header, segment, new byte[] {0, 0})).isEqualTo("ebml.id");
    byte[] inner = EbmlBytes.element(0x1254C367L, new byte[] {0x73, 0x73, 0x7F, (byte) 0xF0});
    assertThat(label(format, header, segment, inner)).isEqualTo("ebml.length");
    byte[] nested = new byte[0];
    for (int i = 0; i < 300; i++) {
      nested = EbmlBytes.element(0x67C8, nested);
    }
    assertThat(label(format, header, segment, EbmlBytes.element(0x1254C367L, nested)))
        .isEqualTo("ebml.depth");
    byte[] number = EbmlBytes.element(0x53AC, new byte[20]);
    byte[] seek = EbmlBytes.element(0x114D9B74L, EbmlBytes.element(0x4DBB, number));
    assertThat(label(format, header, segment, seek)).isEqualTo("ebml.number");
  }

  @Test
  void label_manyElements_copiedOrRefused() throws Exception {
    byte[] header = EbmlBytes.element(0x1A45DFA3L);
    byte[] segment = {0x18, 0x53, (byte) 0x80, 0x67, (byte) 0xFF};
    byte[] voids = repeat(new byte[] {(byte) 0xEC, (byte) 0x80}, 150_000);
    assertThat(label(new MatroskaFormat(), header, segment, voids)).isEqualTo("written");
    assertThat(label(new MatroskaFormat(), header, segment, voids, voids))
        .isEqualTo("file.too-many-parts");
    byte[] open = {0x1F, 0x43, (byte) 0xB6, 0x75, (byte) 0xFF};
    byte[] blocks = repeat(new byte[] {(byte) 0xA3, (byte) 0x80}, 500_000);
    assertThat(label(new MatroskaFormat(), header, segment, open, blocks)).isEqualTo("written");
    byte[] clusters = repeat(open, 150_000);
    assertThat(label(new MatroskaFormat(), header, segment, clusters)).isEqualTo("written");
    byte[] cue =
        EbmlBytes.element(0xBB, EbmlBytes.element(0xB7, new byte[] {(byte) 0xF1, (byte) 0x80}));
    byte[] cues = EbmlBytes.element(0x1C53BB6BL, repeat(cue, 100_000));
    assertThat(label(new MatroskaFormat(), header, segment, cues)).isEqualTo("written");
  }

  @Test
  void label_chunksThatLie_typedError() throws Exception {
    byte[] movi = AviChunk.bytes("LIST", ascii("movi"));
    MediaFormat format = new AviFormat();
    assertThat(label(format, riff(movi))).isEqualTo("written");
    byte[] longer = riff(movi, new byte[] {'L', 'I', 'S', 'T', -1, -1, -1, -1});
    assertThat(label(format, longer)).isIn("avi.length", "file.truncated");
    byte[] inside =
        ByteBuffer.allocate(12).put(ascii("INFO")).put(ascii("AIGC")).putInt(-1).array();
    assertThat(label(format, riff(AviChunk.bytes("LIST", inside), movi))).isEqualTo("avi.length");
    assertThat(label(format, riff())).isEqualTo("avi.movi");
    byte[] index = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putInt(4, -1).array();
    byte[] stream = AviChunk.bytes("LIST", concat(ascii("strl"), AviChunk.bytes("indx", index)));
    byte[] header = AviChunk.bytes("LIST", concat(ascii("hdrl"), stream));
    assertThat(label(format, riff(header, movi))).isEqualTo("avi.index");
    byte[] many = repeat(AviChunk.bytes("JUNK", new byte[0]), 100_000);
    assertThat(label(format, riff(many, movi))).isEqualTo("written");
    assertThat(label(format, riff(movi, many, many, many))).isEqualTo("file.too-many-parts");
    byte[] infos = repeat(AviChunk.bytes("LIST", ascii("INFO")), 90_000);
    assertThat(label(format, riff(infos, movi))).isEqualTo("written");
  }

  private static byte[] riff(byte[]... chunks) {
    return AviChunk.bytes("RIFF", concat(ascii("AVI "), concat(chunks)));
  }

  @Test
  void label_flashTagsThatLie_typedError() throws Exception {
    byte[] header = {'F', 'L', 'V', 1, 5, 0, 0, 0, 9, 0, 0, 0, 0};
    MediaFormat format = new FlvFormat();
    assertThat(label(format, header)).isEqualTo("written");
    assertThat(label(format, header, new byte[] {9, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0}))
        .isEqualTo("file.truncated");
    assertThat(label(format, header, new byte[] {7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
        .isEqualTo("flv.tag");
    byte[] far = header.clone();
    far[5] = -1;
    assertThat(label(format, far)).isEqualTo("file.truncated");
    byte[] name = concat(new byte[] {2, 0, 10}, ascii("onMetaData"));
    byte[] deep = repeat(new byte[] {3, 0, 1, 'a'}, 100);
    assertThat(label(format, header, script(name, deep))).isEqualTo("flv.script");
    byte[] counts = {8, 0, 0, 0, 0, 0, 1, 'a', 10, -1, -1, -1, -1, 5};
    assertThat(label(format, header, script(name, counts))).isEqualTo("flv.script");
    byte[] text = {8, 0, 0, 0, 0, 0, 1, 'a', 12, -1, -1, -1, -1};
    assertThat(label(format, header, script(name, text))).isEqualTo("flv.script");
    byte[] nulls =
        concat(
            new byte[] {8, 0, 0, 0, 0, 0, 1, 'a', 10, 0, 15, 0, 0},
            repeat(new byte[] {5}, 0xF0000));
    assertThat(label(format, header, script(name, nulls))).isEqualTo("written");
    byte[] empty = {9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11};
    assertThat(label(format, header, repeat(empty, 300_000))).isEqualTo("written");
    byte[] labels = script(name, new byte[] {8, 0, 0, 0, 1, 0, 4, 'A', 'I', 'G', 'C', 5, 0, 0, 9});
    assertThat(label(format, header, repeat(labels, 1_000))).isEqualTo("written");
    assertThat(label(format, header, repeat(labels, 100_000))).isEqualTo("flv.script");
  }

  private static byte[] script(byte[]... values) {
    byte[] body = concat(values);
    return ByteBuffer.allocate(15 + body.length)
        .putInt(18 << 24 | body.length)
        .position(11)
        .put(body)
        .putInt(11 + body.length)
        .array();
  }
}
