package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Tool;
import io.colophon.labeling.Verdict;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels as vendors write them, and metadata that others have put into pictures. */
@RequiresTool({"convert", "exiftool"})
class PictureVendorLabelsTest {
  private static final String DOUBAO =
      "{\"AIGC\": {\"Label\":\"1\",\"ContentProducer\":\"001191110102MACQD9K64010000\","
          + "\"ProduceID\":\"x1\",\"ReservedCode1\":\"\",\"ContentPropagator\":\"\","
          + "\"PropagateID\":\"\",\"ReservedCode2\":\"\"}}";
  private static final String TENCENT =
      "{\"AIGC\":{\"Label\":\"1\",\"ContentProducer\":\"001191440300708461136T1308L\","
          + "\"ProduceID\":\"y2\",\"ReservedCode1\":\"\",\"ContentPropagator\":\"\","
          + "\"PropagateID\":\"\",\"ReservedCode2\":\"\"}}";

  @TempDir Path directory;

  private Path make(String extension) throws Exception {
    Path file = directory.resolve("in." + extension);
    Tool.run("convert", "-size", "120x80", "plasma:", "-depth", "8", "-strip", file);
    return file;
  }

  /** Puts a text chunk before the pixels. */
  private static void addText(Path png, String text) throws Exception {
    byte[] file = Files.readAllBytes(png);
    byte[] data = ("AIGC\0" + text).getBytes(StandardCharsets.UTF_8);
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put("tEXt".getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    chunk.putInt((int) crc.getValue());
    ByteBuffer whole = ByteBuffer.allocate(file.length + chunk.capacity());
    whole.put(file, 0, 33).put(chunk.array()).put(file, 33, file.length - 33);
    Files.write(png, whole.array());
  }

  @Test
  void write_pngWithDoubaoTextAndTencentExif_oneLabelIsLeft() throws Exception {
    Path input = make("png");
    Tool.run(
        "exiftool",
        "-overwrite_original",
        "-EXIF:UserComment=" + TENCENT,
        "-EXIF:Artist=Somebody",
        input);
    addText(input, DOUBAO);
    Verdict before = new ContentVerifier().verify(input);
    assertThat(before.layers())
        .extracting(layer -> layer.carrier())
        .containsExactly("png-text", "png-exif-comment");
    assertThat(before.has("aigc.duplicate")).isTrue();
    Path output = directory.resolve("out.png");
    assertThat(WrittenFile.write("image/png", input, output).notes())
        .containsExactly("replaced-label");
    assertThat(new ContentVerifier().verify(output).status()).isEqualTo(Verdict.Status.LABELED);
    String told = Tool.run("exiftool", "-a", "-G1", output);
    assertThat(told).contains("Somebody").doesNotContain("708461136").doesNotContain("\"x1\"");
    assertThat(Tool.run("exiftool", "-validate", "-s3", output)).doesNotContain("Error");
  }

  @ParameterizedTest
  @CsvSource({
    "jpg, image/jpeg, jpeg",
    "webp, image/webp, webp",
    "tif, image/tiff, tiff",
    "avif, image/avif, heif",
    "heic, image/heic, heif"
  })
  void write_exifWithLabels_areReadNamedAndTakenOut(String extension, String type, String prefix)
      throws Exception {
    Path input = make(extension);
    Tool.run(
        "exiftool",
        "-overwrite_original",
        "-EXIF:UserComment=" + TENCENT,
        "-EXIF:ImageDescription=" + TENCENT,
        "-EXIF:Artist=Somebody",
        "-EXIF:Orientation#=6",
        "-XMP-dc:Title=Kept title",
        input);
    assertThat(new ContentVerifier().verify(input).layers())
        .extracting(layer -> layer.carrier())
        .containsExactlyInAnyOrder(prefix + "-exif-comment", prefix + "-exif-description");
    Path output = directory.resolve("out." + extension);
    assertThat(WrittenFile.write(type, input, output).notes()).containsExactly("replaced-label");
    assertThat(WrittenFile.read(output).labels).containsExactly(LabelFixtures.JSON);
    String told = Tool.run("exiftool", "-a", "-G1", "-n", output);
    assertThat(told).contains("Somebody").contains("Kept title").doesNotContain("708461136");
    assertThat(Files.readString(output, StandardCharsets.ISO_8859_1)).doesNotContain("708461136");
  }

  @Test
  void read_unicodeCommentAndVendorsOwnObjects_labelAndNotes() throws Exception {
    Path input = make("jpg");
    Tool.run(
        "exiftool",
        "-overwrite_original",
        "-EXIF:UserComment=" + TENCENT.replace("y2", "\u4e2d"),
        "-EXIF:ImageDescription={\"aigc_type\":1,\"data\":{}}",
        input);
    WrittenFile found = WrittenFile.read(input);
    assertThat(found.carriers).containsExactly("jpeg-exif-comment");
    assertThat(found.notes).contains("aigc.vendor-object");
    Tool.run(
        "exiftool",
        "-overwrite_original",
        "-EXIF:UserComment={\"AIGC\":{\"Label\":\"AIGC\",\"ServiceProvider\":\"x\"}}",
        input);
    Verdict verdict = new ContentVerifier().verify(input);
    assertThat(verdict.status()).isEqualTo(Verdict.Status.BROKEN);
    assertThat(verdict.has("aigc.label-word")).isTrue();
    assertThat(verdict.has("aigc.service-provider")).isTrue();
    assertThat(verdict.has("aigc.wrapped")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "jpg, image/jpeg",
    "png, image/png",
    "webp, image/webp",
    "gif, image/gif",
    "tif, image/tiff"
  })
  void write_otherXmp_isMergedAndLabelInItReplaced(String extension, String type) throws Exception {
    Path input = make(extension);
    Path xmp = directory.resolve("label.xmp");
    Files.writeString(
        xmp,
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
            + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
            + " rdf:about='' xmlns:tc260='http://www.tc260.org.cn/ns/AIGC/1.0/'"
            + " xmlns:dc='http://purl.org/dc/elements/1.1/'"
            + " tc260:AIGC='{&quot;Label&quot;:&quot;1&quot;}'><dc:creator><rdf:Seq><rdf:li>An"
            + " author</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>");
    Tool.run("exiftool", "-overwrite_original", "-XMP<=" + xmp, input);
    assertThat(WrittenFile.read(input).labels).containsExactly("{\"Label\":\"1\"}");
    Path output = directory.resolve("out." + extension);
    assertThat(WrittenFile.write(type, input, output).notes()).containsExactly("replaced-label");
    assertThat(Tool.run("exiftool", "-s3", "-XMP-dc:Creator", output).strip())
        .isEqualTo("An author");
    assertThat(WrittenFile.read(output).labels).containsExactly(LabelFixtures.JSON);
  }

  @Test
  void write_jpegWithExtendedXmp_isKept() throws Exception {
    Path input = make("jpg");
    String[] subjects = new String[2600];
    Arrays.setAll(subjects, i -> "subject number " + i);
    Path list = directory.resolve("args");
    Files.writeString(
        list, "-XMP-dc:Subject=" + String.join("\n-XMP-dc:Subject=", subjects) + "\n");
    Tool.run("exiftool", "-overwrite_original", "-api", "Compact=Shorthand", "-@", list, input);
    Path output = directory.resolve("out.jpg");
    assertThat(WrittenFile.write("image/jpeg", input, output).notes()).isEmpty();
    assertThat(subjects(output)).isEqualTo(2600);
    assertThat(Tool.run("exiftool", "-s3", "-XMP-TC260:all", output).strip())
        .isEqualTo(LabelFixtures.JSON);
    assertThat(WrittenFile.read(output).labels).containsExactly(LabelFixtures.JSON);
    Path again = directory.resolve("again.jpg");
    assertThat(WrittenFile.write("image/jpeg", output, again).notes())
        .containsExactly("replaced-label");
    assertThat(WrittenFile.read(again).labels).containsExactly(LabelFixtures.JSON);
    assertThat(subjects(again)).isEqualTo(2600);
  }

  private static int subjects(Path file) throws Exception {
    return Tool.run("exiftool", "-m", "-s3", "-sep", "|", "-XMP-dc:Subject", file)
        .split("\\|")
        .length;
  }
}
