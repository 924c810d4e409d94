package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films that were cut off, or in which bits have flipped. */
class FilmDamageTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "a.mp4,  video/mp4,       -c:v libx264 -c:a aac -movflags +faststart",
    "b.mp4,  video/mp4,       -c:v libx264 -c:a aac -movflags +frag_keyframe+empty_moov",
    "a.mkv,  video/webm,      -c:v libx264 -c:a aac",
    "a.avi,  video/x-msvideo, -c:v mpeg4 -c:a libmp3lame",
    "a.flv,  video/x-flv,     -c:v flv1 -c:a libmp3lame -flvflags +add_keyframe_index"
  })
  @RequiresTool("ffmpeg")
  void label_cutOrFlipped_typedErrorOrOneLabel(String name, String mimeType, String options)
      throws Exception {
    Path film = directory.resolve(name);
    List<Object> command =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x48:r=5:d=1",
                "-f",
                "lavfi",
                "-i",
                "sine=440:d=1",
                "-metadata",
                "title=Kept"));
    command.addAll(List.of((Object[]) options.split(" +")));
    command.add(film);
    Tool.ffmpeg(command.toArray());
    byte[] whole = Files.readAllBytes(film);
    MediaFormat format =
        name.endsWith("mp4")
            ? new Mp4Format()
            : name.endsWith("mkv")
                ? new MatroskaFormat()
                : name.endsWith("avi") ? new AviFormat() : new FlvFormat();
    assertThat(FilmEnding.of(directory, format, whole)).isEqualTo("written");
    for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 60)) {
      String end = FilmEnding.of(directory, format, Arrays.copyOf(whole, length));
      assertThat(end).as("cut at %d of %d", length, whole.length).isNotEmpty();
    }
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] flipped = whole.clone();
      int range = i % 3 == 0 ? flipped.length : Math.min(2000, flipped.length);
      for (int n = random.nextInt(3); n >= 0; n--) {
        flipped[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
      }
      if (!FilmEnding.of(directory, format, flipped).equals("written")) {
        refused++;
      }
    }
    assertThat(refused).isBetween(5, 250);
  }
}
