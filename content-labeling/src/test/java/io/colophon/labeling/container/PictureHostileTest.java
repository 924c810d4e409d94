package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Soon;
import io.colophon.provider.testkit.RequiresTool;
import java.io.ByteArrayOutputStream;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures made to break writers and readers: a result or a typed error, soon. */
class PictureHostileTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final byte[] GIF = "GIF89a\1\0\1\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] TAG =
      "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path directory;

  /** Writes and reads; what may be thrown are the two typed errors. */
  private String outcome(String mimeType, byte[]... parts) {
    return Soon.ends(() -> outcomeAtLeisure(mimeType, parts));
  }

  private String outcomeAtLeisure(String mimeType, byte[]... parts) throws Exception {
    Path input = Files.write(directory.resolve("in"), joined(parts));
    Path output = directory.resolve("out");
    try {
      WrittenFile.write(mimeType, input, output);
    } catch (MalformedMediaException e) {
      return e.code();
    } catch (LabelingException e) {
      return e.reason().name();
    }
    WrittenFile found = WrittenFile.read(output);
    assertThat(found.labels).containsExactly(LabelFixtures.JSON);
    return "written";
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return chunk.putInt(data.length).put(name).put(data).putInt((int) crc.getValue()).array();
  }

  private static byte[] segment(int marker, byte[] data) {
    ByteBuffer segment = ByteBuffer.allocate(4 + data.length);
    segment.putShort((short) (0xFF00 | marker)).putShort((short) (data.length + 2));
    return segment.put(data).array();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/gif",
    "image/tiff",
    "image/avif",
    "image/heic"
  })
  void write_emptyOrOtherType_malformed(String mimeType) {
    assertThat(outcome(mimeType, new byte[0])).isNotEqualTo("written");
    assertThat(outcome(mimeType, "%PDF-1.7 and more".getBytes(StandardCharsets.US_ASCII)))
        .isNotEqualTo("written");
    assertThat(outcome(mimeType, PNG, new byte[300])).isNotEqualTo("written");
  }

  @Test
  void write_pngChunks_lengthOverflowAndHundredThousand() {
    byte[] header = chunk("IHDR", new byte[13]);
    assertThat(outcome("image/png", PNG, header, bytes(255, 255, 255, 255, 'a', 'b', 'c', 'd')))
        .isEqualTo("png.chunk-length");
    assertThat(outcome("image/png", PNG, header, bytes(127, 255, 255, 255, 'a', 'b', 'c', 'd')))
        .isEqualTo("file.truncated");
    byte[] empty = chunk("teSt", new byte[0]);
    ByteBuffer many = ByteBuffer.allocate(empty.length * 100_000);
    for (int i = 0; i < 100_000; i++) {
      many.put(empty);
    }
    byte[] end = chunk("IEND", new byte[0]);
    assertThat(outcome("image/png", PNG, header, many.array(), end)).isEqualTo("written");
    assertThat(outcome("image/png", PNG, header, many.array(), many.array(), end))
        .isEqualTo("file.too-many-parts");
  }

  @Test
  void write_billionLaughs_packetIsReplaced() throws Exception {
    StringBuilder packet = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"lol\">");
    for (int i = 1; i < 30; i++) {
      packet.append("<!ENTITY a").append(i).append(" \"");
      packet.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
    }
    packet.append("]><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">&a29;</x:xmpmeta>");
    byte[] xmp = packet.toString().getBytes(StandardCharsets.UTF_8);
    byte[] scan = bytes(0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9);
    assertThat(outcome("image/jpeg", bytes(0xFF, 0xD8), segment(0xE1, joined(TAG, xmp)), scan))
        .isEqualTo("written");
    byte[] png = joined("XML:com.adobe.xmp\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII), xmp);
    assertThat(
            outcome(
                "image/png",
                PNG,
                chunk("IHDR", new byte[13]),
                chunk("iTXt", png),
                chunk("IEND", new byte[0])))
        .isEqualTo("written");
  }

  @Test
  void write_jpegSegments_overflowEndlessFillAndNoScan() {
    byte[] start = bytes(0xFF, 0xD8);
    assertThat(outcome("image/jpeg", start, bytes(0xFF, 0xE1, 0xFF, 0xFF, 1)))
        .isEqualTo("file.truncated");
    assertThat(outcome("image/jpeg", start, bytes(0xFF, 0xE1, 0, 1))).isEqualTo("jpeg.segment");
    byte[] fill = new byte[200_000];
    Arrays.fill(fill, (byte) 0xFF);
    assertThat(outcome("image/jpeg", start, fill)).isEqualTo("jpeg.marker");
    assertThat(outcome("image/jpeg", start, bytes(0xFF, 0xD9))).isEqualTo("jpeg.frame");
    byte[] comment = segment(0xFE, new byte[0]);
    ByteBuffer many = ByteBuffer.allocate(comment.length * 250_000);
    while (many.hasRemaining()) {
      many.put(comment);
    }
    assertThat(outcome("image/jpeg", start, many.array())).isEqualTo("file.too-many-parts");
  }

  @Test
  void write_jpegExtensionOfBillions_isDropped() {
    ByteBuffer extension = ByteBuffer.allocate(35 + 32 + 8 + 4);
    extension.put("http://ns.adobe.com/xmp/extension/\0".getBytes(StandardCharsets.US_ASCII));
    extension.put("0".repeat(32).getBytes(StandardCharsets.US_ASCII)).putInt(0x7FFFFFFF).putInt(0);
    assertThat(
            outcome(
                "image/jpeg",
                bytes(0xFF, 0xD8),
                segment(0xE1, extension.array()),
                bytes(0xFF, 0xDA, 0, 2, 1, 0xFF, 0xD9)))
        .isEqualTo("written");
  }

  @Test
  void write_exifLoops_endSoon() {
    ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 24 + 4);
    exif.put("Exif\0\0II*\0\10\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
    exif.order(ByteOrder.LITTLE_ENDIAN).putShort((short) 2);
    exif.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(8);
    exif.putShort((short) 0x9286).putShort((short) 7).putInt(-1).putInt(8).putInt(8);
    assertThat(
            outcome(
                "image/jpeg",
                bytes(0xFF, 0xD8),
                segment(0xE1, exif.array()),
                bytes(0xFF, 0xDA, 0, 2, 1, 0xFF, 0xD9)))
        .isEqualTo("written");
    byte[] tiff = Arrays.copyOfRange(exif.array(), 6, exif.capacity());
    assertThat(outcome("image/tiff", tiff)).isEqualTo("tiff.loop");
  }

  @Test
  void write_tiffDirectories_countsAndOverlaps() {
    byte[] head = "II*\0\10\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(outcome("image/tiff", head, bytes(255, 255))).isEqualTo("tiff.offset");
    ByteBuffer big = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    big.put("II+\0\10\0\0\0".getBytes(StandardCharsets.ISO_8859_1)).putLong(16).putLong(-1);
    assertThat(outcome("image/tiff", big.array())).isEqualTo("tiff.directory");
    ByteBuffer chain = ByteBuffer.allocate(8 + 6 * 5000).order(ByteOrder.LITTLE_ENDIAN).put(head);
    for (int i = 1; i <= 5000; i++) {
      chain.putShort((short) 0).putInt(8 + 6 * i);
    }
    assertThat(outcome("image/tiff", chain.array())).isEqualTo("file.too-many-parts");
    ByteBuffer huge = ByteBuffer.allocate(8 + 18).order(ByteOrder.LITTLE_ENDIAN).put(head);
    huge.putShort((short) 1).putShort((short) 0x2BC).putShort((short) 7).putInt(-1).putInt(0);
    assertThat(outcome("image/tiff", huge.array())).isEqualTo("written");
  }

  @Test
  void write_gifBlocks_brokenAndMany() {
    assertThat(outcome("image/gif", GIF, bytes(0x21, 0xFF, 11))).isEqualTo("file.truncated");
    assertThat(outcome("image/gif", GIF, bytes(0x77))).isEqualTo("gif.block");
    ByteBuffer many = ByteBuffer.allocate(3 * 250_000);
    while (many.hasRemaining()) {
      many.put(bytes(0x21, 0xFE, 0));
    }
    assertThat(outcome("image/gif", GIF, many.array())).isEqualTo("file.too-many-parts");
    byte[] xmp = "!\u00FF\13XMP DataXMP\0".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(outcome("image/gif", GIF, xmp, bytes(0x3B))).isEqualTo("written");
  }

  @Test
  void write_heifBoxes_sizesAndItems() {
    byte[] type = box("ftyp", "avif\0\0\0\0avifmif1".getBytes(StandardCharsets.US_ASCII));
    assertThat(outcome("image/avif", type)).isEqualTo("heif.meta");
    assertThat(outcome("image/avif", type, bytes(0, 0, 0, 1, 'm', 'e', 't', 'a')))
        .isEqualTo("file.truncated");
    byte[] locations = box("iloc", bytes(0, 0, 0, 0, 0x44, 0, 255, 255));
    assertThat(outcome("image/avif", type, box("meta", joined(new byte[4], locations))))
        .isEqualTo("heif.meta");
    byte[] infos = box("iinf", bytes(0, 0, 0, 0, 255, 255, 0, 0, 0, 1, 0, 0, 0, 0));
    assertThat(outcome("image/avif", type, box("meta", joined(new byte[4], infos))))
        .isEqualTo("heif.infe");
    byte[] odd = box("iloc", bytes(0, 0, 0, 0, 0x33, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4));
    assertThat(outcome("image/avif", type, box("meta", joined(new byte[4], odd))))
        .isEqualTo("heif.iloc");
  }

  private static byte[] box(String type, byte[] content) {
    return HeifMetaEdit.box(type, content);
  }

  @Test
  void write_webpChunks_lengthOverflow() {
    byte[] head = "RIFF\377\377\377\177WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(outcome("image/webp", head, bytes(255, 255, 255, 127))).isEqualTo("file.truncated");
    byte[] none = "RIFF\4\0\0\0WEBP".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(outcome("image/webp", none)).isEqualTo("webp.frame");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "PNG_PALETTE",
        "JPEG",
        "WEBP_LOSSY",
        "GIF_ANIMATED",
        "TIFF_BIG_ENDIAN",
        "TIFF_BIG",
        "AVIF"
      })
  @RequiresTool({"convert", "ffmpeg"})
  void write_cutOrFlipped_onlyTypedErrors(PictureCorpus sample) throws Exception {
    Path labelled = directory.resolve("labelled");
    WrittenFile.write(sample.mimeType(), sample.make(directory), labelled, 1726);
    byte[] whole = Files.readAllBytes(labelled);
    int step = Math.max(1, whole.length / 30);
    for (int length = 0; length < whole.length; length += step) {
      outcomeAtLeisureOfDamaged(sample.mimeType(), Arrays.copyOf(whole, length));
    }
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      byte[] flipped = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(i % 2 == 0 ? Math.min(600, flipped.length) : flipped.length);
        flipped[at] ^= (byte) (1 << random.nextInt(8));
      }
      outcomeAtLeisureOfDamaged(sample.mimeType(), flipped);
    }
  }

  /** What was written of a damaged file may be damaged as well, but never holds two labels. */
  private void outcomeAtLeisureOfDamaged(String mimeType, byte[] file) throws IOException {
    Path input = Files.write(directory.resolve("in"), file);
    Path output = directory.resolve("out");
    try {
      WrittenFile.write(mimeType, input, output);
      assertThat(WrittenFile.read(output).labels).hasSizeLessThanOrEqualTo(1);
    } catch (MalformedMediaException | LabelingException e) {
      assertThat(e).hasMessageNotContaining(directory.toString());
    }
  }

  @Test
  void labels_inOtherCarriers_areReplacedByOne() throws Exception {
    byte[] text = ("AIGC\0{\"AIGC\":" + LabelFixtures.JSON + "}").getBytes(StandardCharsets.UTF_8);
    byte[] png =
        joined(
            PNG,
            chunk("IHDR", new byte[13]),
            chunk("tEXt", text),
            chunk("tEXt", text),
            chunk("IEND", new byte[0]));
    Path input = Files.write(directory.resolve("in.png"), png);
    assertThat(WrittenFile.read(input).labels).hasSize(2);
    Path output = directory.resolve("out.png");
    LabelWriter.Written written = WrittenFile.write("image/png", input, output);
    assertThat(written.notes()).containsExactly("replaced-label");
    assertThat(WrittenFile.read(output).labels).containsExactly(LabelFixtures.JSON);
    assertThatThrownBy(() -> WrittenFile.write("image/gif", input, output))
        .isInstanceOf(MalformedMediaException.class);
  }
}
