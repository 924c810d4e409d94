package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films made and judged by programs that are not ours. */
class AviWriterTest {
  @TempDir Path directory;

  private Path film(String options) throws Exception {
    Path file = directory.resolve("in.avi");
    List<Object> command =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=128x96:r=10:d=3",
                "-f",
                "lavfi",
                "-i",
                "sine=440:d=3"));
    command.addAll(List.of((Object[]) options.strip().split(" +")));
    command.add(file);
    Tool.ffmpeg(command.toArray());
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "-c:v mpeg4 -g 10 -c:a libmp3lame -metadata title=Kept",
    "-c:v mjpeg -pix_fmt yuvj420p -c:a pcm_s16le -metadata title=Kept",
    "-c:v mpeg4 -g 10 -an -fflags +bitexact -metadata title=Kept"
  })
  @RequiresTool({"ffmpeg", "ffprobe", "exiftool", "mediainfo"})
  void write_filmsOfFfmpeg_onlyTheLabelIsNew(String options) throws Exception {
    Path input = film(options);
    Path output = directory.resolve("out.avi");
    FilmCopies.Copy copy = FilmCopies.write(input, "video/avi", 5000, output);
    assertThat(copy.written().carrier()).isEqualTo("avi-info");
    assertThat(copy.written().notes()).isEmpty();
    requireGood(input, copy);
    assertThat(Tool.run("exiftool", "-a", "-U", "-b", "-RIFF:Unknown_AIGC", output))
        .isEqualTo(LabelFixtures.JSON);
    assertThat(Tool.run("mediainfo", output)).contains("Kept", LabelFixtures.JSON);
    assertThat(Tool.run("ffprobe", "-v", "error", "-show_entries", "format_tags", output))
        .contains("title=Kept");
    Path again = directory.resolve("again.avi");
    FilmCopies.Copy second = FilmCopies.write(output, "video/x-msvideo", 700, again);
    assertThat(second.written().notes())
        .containsExactlyInAnyOrder("replaced-label", "removed-c2pa");
    requireGood(input, second);
    assertThat(Files.size(output) - Files.size(again)).isEqualTo(4300);
  }

  private static void requireGood(Path input, FilmCopies.Copy copy) throws Exception {
    Path output = copy.file();
    assertThat(FilmCopies.frames(output)).isEqualTo(FilmCopies.frames(input));
    assertThat(FilmCopies.jump(output, 2.05)).isEqualTo(FilmCopies.jump(input, 2.05));
    FilmCopies.Found found = FilmCopies.read(new AviFormat(), output);
    assertThat(found.labels).containsExactly(LabelFixtures.JSON);
    assertThat(found.carriers).containsExactly("avi-info");
    StorePlace place = copy.written().place().orElseThrow();
    assertThat(found.manifests).containsExactly(place);
    // C2PA 2.2, 9.2: everything but the whole chunk, which is the last of the first RIFF.
    byte[] file = Files.readAllBytes(output);
    Range unit = place.unit().get(0);
    assertThat(new String(file, (int) unit.at(), 4, StandardCharsets.US_ASCII)).isEqualTo("C2PA");
    ByteBuffer numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(numbers.getInt((int) unit.at() + 4)).isEqualTo((int) place.storeBytes());
    assertThat(unit.end()).isEqualTo(numbers.getInt(4) + 8L);
    assertThat(file[(int) place.pieces().get(0).at()]).isEqualTo((byte) 0xA5);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(file, 0, (int) unit.at());
    digest.update(file, (int) unit.end(), file.length - (int) unit.end());
    assertThat(copy.binding()).isEqualTo(digest.digest());
  }

  /** Beyond 1 GB films have a second RIFF; the indexes into it move along. */
  @Test
  @RequiresTool("ffmpeg")
  void write_openDml_framesOfTheSecondPartAreFound() throws Exception {
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=128x96:r=10:d=4",
        "-c:v",
        "mjpeg",
        "-pix_fmt",
        "yuvj420p",
        directory.resolve("%02d.jpg"));
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      pictures.add(Files.readAllBytes(directory.resolve(String.format("%02d.jpg", i))));
    }
    Path input = Files.write(directory.resolve("in.avi"), OpenDml.film(pictures, 128, 96));
    assertThat(FilmCopies.frames(input).lines().filter(line -> line.startsWith("0,"))).hasSize(40);
    Path output = directory.resolve("out.avi");
    FilmCopies.Copy copy = FilmCopies.write(input, "video/avi", 3000, output);
    requireGood(input, copy);
    assertThat(FilmCopies.jump(output, 3.5)).isEqualTo(FilmCopies.jump(input, 3.5));
    byte[] file = Files.readAllBytes(output);
    assertThat(Files.size(output) - Files.size(input)).isGreaterThan(3000);
    // The last picture, by way of the index in the header and the one it leads to.
    ByteBuffer numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int indx = new String(file, StandardCharsets.ISO_8859_1).indexOf("indx");
    int ix = (int) numbers.getLong(indx + 8 + 24 + 16);
    int base = (int) numbers.getLong(ix + 8 + 12);
    int last = base + numbers.getInt(ix + 8 + 24 + 19 * 8);
    byte[] picture = pictures.get(39);
    assertThat(Arrays.copyOfRange(file, last, last + picture.length)).isEqualTo(picture);
  }

  @Test
  @RequiresTool({"ffmpeg", "exiftool"})
  void write_labelsAndManifestInOtherPlaces_oneLabelStays() throws Exception {
    byte[] film = Files.readAllBytes(film("-c:v mpeg4 -an -metadata title=Kept"));
    byte[] info =
        AviChunk.bytes(
            "LIST",
            concat(
                "INFO".getBytes(StandardCharsets.US_ASCII),
                AviChunk.bytes("AIGC", "{}".getBytes(StandardCharsets.US_ASCII)),
                AviChunk.bytes("IART", "Somebody\0".getBytes(StandardCharsets.US_ASCII))));
    byte[] own = AviChunk.bytes("AIGC", "{}".getBytes(StandardCharsets.US_ASCII));
    byte[] xmp =
        AviChunk.bytes(
            "_PMX",
            ("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
                    + "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
                    + "xmlns:t='http://www.tc260.org.cn/ns/AIGC/1.0/' t:AIGC='{}' "
                    + "xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:CreatorTool='Kept tool'/>"
                    + "</rdf:RDF></x:xmpmeta>")
                .getBytes(StandardCharsets.US_ASCII));
    byte[] store = AviChunk.bytes("C2PA", new byte[40]);
    byte[] all = concat(film, info, own, xmp, store);
    ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(4, all.length - 8);
    Path input = Files.write(directory.resolve("several.avi"), all);
    assertThat(FilmCopies.read(new AviFormat(), input).carriers)
        .containsExactly("avi-info", "avi-chunk", "avi-xmp");
    Path output = directory.resolve("out.avi");
    FilmCopies.Copy copy = FilmCopies.write(input, "video/avi", 100, output);
    assertThat(copy.written().notes()).containsExactlyInAnyOrder("replaced-label", "removed-c2pa");
    requireGood(input, copy);
    assertThat(Tool.run("exiftool", "-a", "-G", "-U", output))
        .contains("Kept", "Somebody", "Kept tool");
  }

  private static byte[] concat(byte[]... parts) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
