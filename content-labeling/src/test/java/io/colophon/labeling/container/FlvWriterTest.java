package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films made and judged by programs that are not ours. */
class FlvWriterTest {
  @TempDir Path directory;

  private Path film(String options) throws Exception {
    Path file = directory.resolve("in.flv");
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
    "h264,     -c:v libx264 -g 10 -bf 2 -c:a aac -metadata title=Kept",
    "indexed,  -c:v libx264 -g 10 -c:a aac -metadata title=Kept -flvflags +add_keyframe_index",
    "labelled, -c:v flv1 -g 10 -c:a libmp3lame -metadata title=Kept -metadata AIGC=somebody",
    "bare,     -c:v flv1 -g 10 -an -flvflags +no_metadata"
  })
  @RequiresTool({"ffmpeg", "ffprobe", "exiftool", "mediainfo"})
  void write_filmsOfFfmpeg_onlyTheLabelIsNew(String kind, String options) throws Exception {
    Path input = film(options);
    Path output = directory.resolve("out.flv");
    FilmCopies.Copy copy = FilmCopies.write(input, "video/x-flv", 0, output);
    assertThat(copy.written().carrier()).isEqualTo("flv-script");
    assertThat(copy.written().notes())
        .isEqualTo(kind.equals("labelled") ? List.of("replaced-label") : List.of());
    assertThat(FilmCopies.frames(output)).isEqualTo(FilmCopies.frames(input));
    assertThat(FilmCopies.jump(output, 2.05)).isEqualTo(FilmCopies.jump(input, 2.05));
    String tags = Tool.run("ffprobe", "-v", "error", "-show_entries", "format_tags", output);
    assertThat(tags).contains("AIGC=" + LabelFixtures.JSON).doesNotContain("somebody");
    if (!kind.equals("bare")) {
      assertThat(tags).contains("title=Kept");
    }
    assertThat(Tool.run("exiftool", "-a", "-G", output)).containsOnlyOnce(LabelFixtures.JSON);
    assertThat(Tool.run("mediainfo", output)).contains(LabelFixtures.JSON);
    assertThat(FilmCopies.read(new FlvFormat(), output).labels).containsExactly(LabelFixtures.JSON);
    Path again = directory.resolve("again.flv");
    FilmCopies.write(output, "video/x-flv", 0, again);
    assertThat(again).hasSameBinaryContentAs(output);
  }

  @Test
  @RequiresTool("ffmpeg")
  void write_keyFrameIndex_stillLeadsToKeyFrames() throws Exception {
    Path input = film("-c:v libx264 -g 10 -c:a aac -flvflags +add_keyframe_index");
    Path output = directory.resolve("out.flv");
    FilmCopies.write(input, "video/x-flv", 0, output);
    byte[] bytes = Files.readAllBytes(output);
    ByteBuffer file = ByteBuffer.wrap(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int list = text.indexOf("filepositions") + "filepositions".length();
    assertThat(file.get(list)).isEqualTo((byte) 10);
    int keyFrames = 0;
    for (int i = 0; i < file.getInt(list + 1); i++) {
      int place = (int) file.getDouble(list + 5 + 9 * i + 1);
      if (place > 0) {
        assertThat(bytes[place]).as("tag of a picture").isEqualTo((byte) 9);
        assertThat(bytes[place + 11] & 0xF0).as("key frame").isEqualTo(0x10);
        keyFrames++;
      }
    }
    assertThat(keyFrames).isGreaterThanOrEqualTo(3);
    int size = text.indexOf("filesize") + "filesize".length();
    assertThat((long) file.getDouble(size + 1)).isEqualTo(Files.size(output));
  }

  /** A recorder that was started twice leaves its metadata twice. */
  @Test
  @RequiresTool({"ffmpeg", "ffprobe"})
  void write_metadataTwice_oneLabelStays() throws Exception {
    byte[] film =
        Files.readAllBytes(film("-c:v flv1 -g 10 -an -metadata AIGC=x -metadata title=Kept"));
    byte[] twice = Arrays.copyOf(film, film.length * 2 - 13);
    System.arraycopy(film, 13, twice, film.length, film.length - 13);
    Path input = Files.write(directory.resolve("twice.flv"), twice);
    assertThat(FilmCopies.read(new FlvFormat(), input).labels).containsExactly("x", "x");
    Path output = directory.resolve("out.flv");
    FilmCopies.write(input, "video/x-flv", 0, output);
    assertThat(FilmCopies.read(new FlvFormat(), output).labels).containsExactly(LabelFixtures.JSON);
    assertThat(FilmCopies.frames(output)).isEqualTo(FilmCopies.frames(input));
  }
}
