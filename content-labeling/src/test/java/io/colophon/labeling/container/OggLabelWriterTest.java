package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OggLabelWriterTest {
  @TempDir Path directory;

  private static String text(Path file) throws Exception {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  @RequiresTool("ffmpeg")
  void write_oggWithCommentsOverManyPages_pagesAreRenumbered() throws Exception {
    Path input = directory.resolve("in.ogg");
    String large = "x".repeat(65000);
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "sine=330:d=1",
        "-metadata",
        "note=" + large,
        "-c:a",
        "libvorbis",
        input);
    Path output = directory.resolve("out.ogg");
    SoundWriting.write("audio/ogg", input, 0, output);
    assertThat(SoundWriting.read(output).labels).containsExactly(LabelFixtures.JSON);
    long at = 0;
    long expected = 0;
    try (Source source = Source.open(output)) {
      while (at < source.size()) {
        OggPage page = OggPage.read(source, at);
        assertThat(page.sequence()).isEqualTo(expected++);
        byte[] bytes = source.bytes(at, (int) (page.end() - at));
        byte[] sealed = bytes.clone();
        OggPage.seal(sealed);
        assertThat(bytes).isEqualTo(sealed);
        at = page.end();
      }
    }
    // A page with a wrong checksum or number makes FFmpeg complain.
    assertThat(Tool.run("ffmpeg", "-v", "warning", "-i", output, "-f", "null", "-")).isEmpty();
  }

  @Test
  @RequiresTool("ffmpeg")
  void write_chainedOgg_labelInTheFirstLinkOnly() throws Exception {
    Path one = directory.resolve("one.ogg");
    Path two = directory.resolve("two.ogg");
    Tool.ffmpeg("-f", "lavfi", "-i", "sine=330:d=1", "-metadata", "AIGC=a", "-c:a", "libopus", one);
    Tool.ffmpeg("-f", "lavfi", "-i", "sine=550:d=1", "-metadata", "AIGC=b", "-c:a", "libopus", two);
    Path input =
        Files.write(
            directory.resolve("in.ogg"), joined(Files.readAllBytes(one), Files.readAllBytes(two)));
    Path output = directory.resolve("out.ogg");
    assertThat(SoundWriting.write("audio/ogg", input, 0, output).written().notes())
        .containsExactly(Notes.REPLACED_LABEL);
    String bytes = text(output);
    assertThat(bytes).containsOnlyOnce("AIGC=");
    String md5 = "-map 0:a -f md5 -";
    assertThat(Tool.run("sh", "-c", "ffmpeg -v error -i '" + output + "' " + md5))
        .isEqualTo(Tool.run("sh", "-c", "ffmpeg -v error -i '" + input + "' " + md5));
  }
}
