package io.colophon.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to break readers: every one ends in a verdict, soon. */
class HostileFilesTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final byte[] END = chunk("IEND", new byte[0]);

  @TempDir Path directory;

  private Verdict verify(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    Path file = Files.write(directory.resolve("file"), all.toByteArray());
    return Soon.ends(() -> new ContentVerifier().verify(file));
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return chunk.putInt(data.length).put(name).put(data).putInt((int) crc.getValue()).array();
  }

  private static byte[] xmp(String packet) {
    return chunk("iTXt", ("XML:com.adobe.xmp\0\0\0\0\0" + packet).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] box(String type, byte[]... contents) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      body.writeBytes(content);
    }
    return ByteBuffer.allocate(8 + body.size())
        .putInt(8 + body.size())
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .put(body.toByteArray())
        .array();
  }

  @Test
  void verify_emptyMissingOrUnknown_unreadable() throws Exception {
    assertThat(verify(new byte[0]).has("file.empty")).isTrue();
    assertThat(new ContentVerifier().verify(directory.resolve("none")).has("file.io")).isTrue();
    assertThat(verify(new byte[] {1, 2, 3, 4}).has("file.unknown-type")).isTrue();
    assertThat(new ContentVerifier().verify(directory).status())
        .isEqualTo(Verdict.Status.UNREADABLE);
  }

  @Test
  void verify_chunkLengthOverflow_told() throws Exception {
    byte[] huge = ByteBuffer.allocate(12).putInt(-1).put("iTXt".getBytes()).array();
    assertThat(verify(PNG, huge).has("png.chunk-length")).isTrue();
    byte[] large = ByteBuffer.allocate(12).putInt(0x7FFFFFFF).put("iTXt".getBytes()).array();
    assertThat(verify(PNG, large).has("file.truncated")).isTrue();
  }

  @Test
  void verify_hundredThousandChunks_verdict() throws Exception {
    ByteBuffer chunks = ByteBuffer.allocate(12 * 100_000);
    byte[] empty = chunk("teSt", new byte[0]);
    for (int i = 0; i < 100_000; i++) {
      chunks.put(empty);
    }
    assertThat(verify(PNG, chunks.array(), END).status()).isEqualTo(Verdict.Status.NO_LABEL);
    assertThat(verify(PNG, chunks.array(), chunks.array(), END).has("file.too-many-parts"))
        .isTrue();
  }

  @Test
  void verify_billionLaughs_notExpanded() throws Exception {
    StringBuilder packet = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"lol\">");
    for (int i = 1; i < 30; i++) {
      packet.append("<!ENTITY a").append(i).append(" \"");
      packet.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
    }
    packet.append("]><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><t:AIGC ");
    packet.append("xmlns:t=\"http://www.tc260.org.cn/ns/AIGC/1.0/\">&a29;</t:AIGC></x:xmpmeta>");
    Verdict verdict = verify(PNG, xmp(packet.toString()), END);
    assertThat(verdict.status()).isEqualTo(Verdict.Status.BROKEN);
    assertThat(verdict.has("xmp.doctype") || verdict.has("xmp.malformed")).isTrue();
  }

  @Test
  void verify_externalEntity_notFetched() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), LabelFixtures.JSON);
    String packet =
        "<!DOCTYPE x [<!ENTITY s SYSTEM \""
            + secret.toUri()
            + "\">]>"
            + "<t:AIGC xmlns:t=\"http://www.tc260.org.cn/ns/AIGC/1.0/\">&s;</t:AIGC>";
    assertThat(verify(PNG, xmp(packet), END).status()).isEqualTo(Verdict.Status.BROKEN);
  }

  @Test
  void verify_deepXml_told() throws Exception {
    String packet = "<a>".repeat(50_000) + "</a>".repeat(50_000);
    assertThat(verify(PNG, xmp(packet), END).has("xmp.too-deep")).isTrue();
  }

  @Test
  void verify_compressedXmpBomb_notInflatedWhole() throws Exception {
    java.util.zip.Deflater deflater = new java.util.zip.Deflater(9);
    deflater.setInput(new byte[300 << 20]);
    deflater.finish();
    byte[] small = new byte[1 << 20];
    byte[] packed = Arrays.copyOf(small, deflater.deflate(small));
    deflater.end();
    byte[] head = "XML:com.adobe.xmp\0\1\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] data = Arrays.copyOf(head, head.length + packed.length);
    System.arraycopy(packed, 0, data, head.length, packed.length);
    assertThat(verify(PNG, chunk("iTXt", data), END).has("png.text")).isTrue();
  }

  @Test
  void verify_twoCarriersInOneFile_duplicate() throws Exception {
    byte[] text = chunk("tEXt", ("AIGC\0" + LabelFixtures.JSON).getBytes(StandardCharsets.UTF_8));
    assertThat(verify(PNG, text, END).status()).isEqualTo(Verdict.Status.LABELED);
    Verdict twice = verify(PNG, text, text, END);
    assertThat(twice.status()).isEqualTo(Verdict.Status.BROKEN);
    assertThat(twice.has("aigc.duplicate")).isTrue();
    byte[][] many = new byte[502][];
    Arrays.fill(many, text);
    many[0] = PNG;
    many[501] = END;
    assertThat(verify(many).layers()).hasSizeLessThanOrEqualTo(16);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 7, 0xFFFFFFFFL})
  void verify_mp4BoxSizes_verdict(long size) throws Exception {
    byte[] head = box("ftyp", "isom\0\0\0\0isom".getBytes(StandardCharsets.ISO_8859_1));
    byte[] bad =
        ByteBuffer.allocate(24)
            .putInt((int) size)
            .put("moov".getBytes(StandardCharsets.ISO_8859_1))
            .putLong(size == 1 ? Long.MAX_VALUE : 0)
            .array();
    assertThat(verify(head, bad).status()).isIn(Verdict.Status.UNREADABLE, Verdict.Status.NO_LABEL);
    assertThat(verify(head, box("moov", box("udta", box("meta", bad)))).status())
        .isNotEqualTo(Verdict.Status.LABELED);
  }

  @Test
  void verify_mp4NestedBoxes_notFollowed() throws Exception {
    byte[] nested = box("udta");
    for (int i = 0; i < 5_000; i++) {
      nested = box("udta", nested);
    }
    byte[] head = box("ftyp", "isom\0\0\0\0isom".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(verify(head, box("moov", nested)).status()).isEqualTo(Verdict.Status.NO_LABEL);
  }

  @Test
  void verify_matroskaNestedTags_told() throws Exception {
    byte[] tag = new byte[0];
    for (int i = 0; i < 200; i++) {
      ByteArrayOutputStream outer = new ByteArrayOutputStream();
      DataOutputStream data = new DataOutputStream(outer);
      data.writeShort(0x67C8);
      data.writeInt(0x10000000 | tag.length);
      data.write(tag);
      tag = outer.toByteArray();
    }
    byte[] head = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3, (byte) 0x80};
    byte[] segment = ByteBuffer.allocate(5).putInt(0x18538067).put((byte) 0xFF).array();
    byte[] tags = ByteBuffer.allocate(8).putInt(0x1254C367).putInt(0x10000000 | tag.length).array();
    assertThat(verify(head, segment, tags, tag).has("ebml.depth")).isTrue();
  }

  @Test
  void verify_vorbisCommentCountOfBillions_told() throws Exception {
    ByteBuffer block = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(0).putInt(-1).putInt(-1);
    byte[] head = {'f', 'L', 'a', 'C', (byte) 0x84, 0, 0, 12};
    assertThat(verify(head, block.array(), new byte[2]).has("vorbis.comment")).isTrue();
  }

  @Test
  void label_playlistBehindSoundHeader_opensNoOtherFile() throws Exception {
    Path secret = SmallFile.WAV.make(directory);
    byte[] tag = {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 0};
    String playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + secret + "\n";
    Path file = directory.resolve("list.mp3");
    Files.write(file, tag);
    Files.writeString(file, playlist, java.nio.file.StandardOpenOption.APPEND);
    assertThatThrownBy(
            () ->
                new Labeler(directory)
                    .label(
                        file,
                        "audio/mpeg",
                        LabelFixtures.order(Jurisdiction.CN),
                        directory.resolve("out.mp3")))
        .isInstanceOfSatisfying(
            LabelingException.class,
            e -> assertThat(e.reason()).isEqualTo(LabelingException.Reason.MALFORMED_INPUT));
  }

  @ParameterizedTest
  @EnumSource
  void verify_cutAnywhere_neverLabelledAndNeverThrows(SmallFile sample) throws Exception {
    byte[] whole = Files.readAllBytes(sample.make(directory));
    Path file = directory.resolve("cut");
    ContentVerifier verifier = new ContentVerifier();
    int step = Math.max(1, whole.length / 150);
    for (int length = 0; length < whole.length; length += step) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(verifier.verify(file).status())
          .as("%s cut at %d of %d", sample, length, whole.length)
          .isNotEqualTo(Verdict.Status.LABELED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void verifyAndLabel_bitsFlipped_noOtherExceptionThanTheTyped(SmallFile sample) throws Exception {
    Path labelled = sample.make(directory);
    byte[] whole = Files.readAllBytes(labelled);
    String mimeType = new ContentVerifier().verify(labelled).mimeType();
    Random random = new Random(11);
    Path file = directory.resolve("flipped");
    Labeler labeler = new Labeler(directory);
    int refused = 0;
    for (int i = 0; i < 120; i++) {
      byte[] flipped = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(i % 2 == 0 ? Math.min(200, flipped.length) : flipped.length);
        flipped[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, flipped);
      assertThat(new ContentVerifier().verify(file).has("file.reader-failed")).isFalse();
      if (i % 3 == 0) {
        try {
          labeler.label(
              file, mimeType, LabelFixtures.order(Jurisdiction.CN), directory.resolve("again"));
        } catch (LabelingException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isBetween(1, 40);
  }
}
