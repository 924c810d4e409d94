package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Tool;
import io.colophon.labeling.Verdict;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mp4AssemblyTest {
  @TempDir Path directory;

  /** With the index in front, every chunk offset has to move by the length of the label. */
  @ParameterizedTest
  @ValueSource(
      strings = {"+faststart", "-faststart", "+use_metadata_tags", "+faststart+use_metadata_tags"})
  @RequiresTool({"ffmpeg", "ffprobe", "exiftool"})
  void write_indexBeforeOrAfterTheMedia_mediaStillDecodesTheSame(String flags) throws Exception {
    Path input = directory.resolve("in.mp4");
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=128x96:r=10:d=1",
        "-f",
        "lavfi",
        "-i",
        "sine=440:d=1",
        "-metadata",
        "title=Kept",
        "-metadata",
        "AIGC=somebody",
        "-c:v",
        "libx264",
        "-c:a",
        "aac",
        "-movflags",
        flags,
        input);
    Path output = directory.resolve("out.mp4");
    List<String> notes = new ArrayList<>();
    try (Source source = Source.open(input);
        FileChannel out =
            FileChannel.open(output, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Mp4Assembly.write(source, LabelFixtures.JSON, out, notes);
    }
    assertThat(notes)
        .isEqualTo(flags.contains("use_metadata_tags") ? List.of("replaced-label") : List.of());
    assertThat(Tool.run("ffmpeg", "-v", "error", "-i", output, "-f", "md5", "-"))
        .isEqualTo(Tool.run("ffmpeg", "-v", "error", "-i", input, "-f", "md5", "-"));
    String tags = Tool.run("ffprobe", "-v", "error", "-show_entries", "format_tags", output);
    assertThat(tags).contains("AIGC=" + LabelFixtures.JSON).contains("title=Kept");
    assertThat(Tool.run("exiftool", "-a", output)).containsOnlyOnce(LabelFixtures.JSON);
    assertThat(new ContentVerifier().verify(output).status()).isEqualTo(Verdict.Status.LABELED);
    assertThat(Files.size(output)).isGreaterThan(Files.size(input));
  }
}
