package io.colophon.labeling.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.OcrLabel;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.Tool;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.MediaMarker.Marked;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.image.LabelMark;
import io.colophon.labeling.watermark.Watermarks;
import io.colophon.provider.testkit.RequiresTool;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films made and judged by programs that are not ours. */
class FilmMarkerTest {
  private static final ShownLabel WORDS = ShownLabel.of("AI生成");
  private static final long PAYLOAD = 0x0123456789ABCDEFL;

  private final MediaMarker marker = FilmMarkers.all(Watermarks.film(), Watermarks.sound()).get(0);

  @TempDir Path directory;

  private Path film(String name, String size, int seconds, String options) throws Exception {
    Path file = directory.resolve(name);
    List<Object> command =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=" + size + ":r=10:d=" + seconds,
                "-f",
                "lavfi",
                "-i",
                "sine=440:d=" + seconds,
                "-metadata",
                "title=Kept"));
    command.addAll(List.of((Object[]) options.strip().split(" +")));
    command.add(file);
    Tool.ffmpeg(command.toArray());
    return file;
  }

  private Marked mark(Path input, Optional<ShownLabel> shown, OptionalLong payload, Path output)
      throws Exception {
    Files.createFile(output);
    try (Scratch scratch = new Scratch(directory)) {
      return marker.mark(input, "video/mp4", shown, payload, output, scratch);
    }
  }

  private String read(Path film, double seconds, ShownLabel shown) throws Exception {
    Path frame = directory.resolve("frame.png");
    Files.deleteIfExists(frame);
    Tool.ffmpeg("-ss", seconds, "-i", film, "-frames:v", "1", frame);
    BufferedImage picture = ImageIO.read(frame.toFile());
    LabelMark mark = LabelMark.of(shown, picture.getWidth(), picture.getHeight());
    return OcrLabel.read(
        picture.getSubimage(mark.x(), mark.y(), mark.width(), mark.height()),
        mark.capPixels(),
        directory);
  }

  private static String stream(Path film, String select, String entries) throws Exception {
    return Tool.run(
            "ffprobe",
            "-v",
            "error",
            "-count_frames",
            "-select_streams",
            select,
            "-show_entries",
            "stream=" + entries,
            "-of",
            "csv=p=0",
            film)
        .strip();
  }

  private static String sound(Path film) throws Exception {
    return Tool.run(
        "ffmpeg", "-v", "error", "-i", film, "-map", "0:a", "-c", "copy", "-f", "md5", "-");
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4,  h264,       -c:v libx264 -pix_fmt yuv420p -bf 2 -c:a aac",
    "a.mov,  mpeg4,      -c:v mpeg4 -c:a pcm_s16le",
    "a.mkv,  h264,       -c:v libx264 -pix_fmt yuv420p -c:a aac",
    "a.webm, vp9,        -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus",
    "a.avi,  mpeg4,      -c:v mpeg4 -c:a libmp3lame",
    "b.avi,  mjpeg,      -c:v mjpeg -pix_fmt yuvj422p -c:a pcm_s16le",
    "a.flv,  h264,       -c:v libx264 -pix_fmt yuv420p -c:a aac",
    "b.flv,  flv1,       -c:v flv1 -c:a libmp3lame"
  })
  @RequiresTool({"ffmpeg", "ffprobe", "tesseract"})
  void mark_eachContainer_wordsForTwoSecondsAndSoundAsItWas(
      String name, String codec, String options) throws Exception {
    Path input = film(name, "320x240", 4, "-r 10 " + options);
    Path output = directory.resolve("out-" + name);
    Marked marked = mark(input, Optional.of(WORDS), OptionalLong.empty(), output);
    ExplicitLabel told = marked.explicit().orElseThrow();
    assertThat(told.kind()).isEqualTo("overlay");
    assertThat(told.place()).isEqualTo("bottom-right");
    assertThat(told.startMillis()).hasValue(0);
    assertThat(told.durationMillis()).hasValue(2500);
    assertThat(told.heightRatio().orElseThrow()).isGreaterThanOrEqualTo(0.05);
    assertThat(marked.watermark()).isEmpty();
    assertThat(marked.notes()).isEmpty();
    assertThat(stream(output, "v", "codec_name,nb_read_frames")).isEqualTo(codec + ",40");
    assertThat(sound(output)).isEqualTo(sound(input));
    assertThat(Tool.run("ffprobe", "-v", "error", "-show_entries", "format_tags", output))
        .contains("itle=Kept");
    assertThat(marker.missing(output, "video/mp4", marked)).isEmpty();
    assertThat(marker.missing(input, "video/mp4", marked)).isPresent();
    assertThat(read(output, 2.0, WORDS)).containsPattern("A[Il1|]生成");
    if (name.equals("a.mp4")) {
      assertThat(read(output, 0.0, WORDS)).containsPattern("A[Il1|]生成");
      assertThat(read(output, 3.0, WORDS)).doesNotContain("生成");
    }
  }

  @Test
  @RequiresTool({"ffmpeg", "ffprobe", "tesseract"})
  void mark_wholeLengthAndIconTopLeft_wordsToTheEnd() throws Exception {
    Path input = film("a.mp4", "320x240", 6, "-c:v libx264 -pix_fmt yuv420p -c:a aac");
    ShownLabel icon =
        new ShownLabel(
            "AI-generated",
            ShownLabel.Style.EU_ICON,
            ShownLabel.Corner.TOP_LEFT,
            WORDS.textPlace(),
            true,
            WORDS.cue(),
            WORDS.soundPlace());
    Path output = directory.resolve("out.mp4");
    Marked marked = mark(input, Optional.of(icon), OptionalLong.empty(), output);
    ExplicitLabel told = marked.explicit().orElseThrow();
    assertThat(told.kind()).isEqualTo("overlay-icon");
    assertThat(told.place()).isEqualTo("top-left");
    assertThat(told.durationMillis()).hasValue(5900);
    assertThat(marker.missing(output, "video/mp4", marked)).isEmpty();
    for (double time : List.of(0.0, 3.0, 5.9)) {
      assertThat(read(output, time, icon)).as("at %s s", time).containsIgnoringCase("generated");
    }
    // The words end early: found out.
    Path early = directory.resolve("early.mp4");
    ShownLabel first =
        new ShownLabel(
            icon.words(),
            icon.style(),
            icon.corner(),
            icon.textPlace(),
            false,
            icon.cue(),
            icon.soundPlace());
    mark(input, Optional.of(first), OptionalLong.empty(), early);
    assertThat(marker.missing(early, "video/mp4", marked).orElseThrow()).startsWith("at 3.000 s");
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4,  -c:v libx264 -pix_fmt yuv420p -c:a aac",
    "a.webm, -c:v libvpx -deadline realtime -b:v 2M -c:a libopus",
    "a.avi,  -c:v mjpeg -pix_fmt yuvj420p -c:a pcm_s16le"
  })
  @RequiresTool("ffmpeg")
  void mark_watermark_isFoundAgain(String name, String options) throws Exception {
    Path input = film(name, "640x360", 4, options);
    Path output = directory.resolve("out-" + name);
    Marked marked = mark(input, Optional.of(WORDS), OptionalLong.of(PAYLOAD), output);
    assertThat(marked.watermark()).hasValue(PAYLOAD);
    assertThat(marker.missing(output, "video/mp4", marked)).isEmpty();
    Marked other = new Marked(marked.explicit(), OptionalLong.of(PAYLOAD + 1), List.of());
    assertThat(marker.missing(output, "video/mp4", other))
        .hasValue("the watermark is not found again");
    Marked unseen = new Marked(Optional.empty(), OptionalLong.of(PAYLOAD), List.of());
    assertThat(marker.missing(input, "video/mp4", unseen))
        .hasValue("the watermark is not found again");
  }

  @Test
  @RequiresTool("ffmpeg")
  void mark_smallFilm_noRoomForWatermark() throws Exception {
    Path input = film("a.mp4", "96x96", 1, "-c:v libx264 -pix_fmt yuv420p -an");
    Marked marked =
        mark(input, Optional.of(WORDS), OptionalLong.of(PAYLOAD), directory.resolve("out.mp4"));
    assertThat(marked.watermark()).isEmpty();
    assertThat(marked.notes()).containsExactly("no-room-for-watermark");
  }

  @Test
  @RequiresTool({"ffmpeg", "ffprobe", "tesseract"})
  void mark_filmOfPhone_isUpright() throws Exception {
    Path lying = film("lying.mp4", "320x240", 3, "-c:v libx264 -pix_fmt yuv420p -an");
    Path input = directory.resolve("turned.mp4");
    Tool.ffmpeg("-i", lying, "-c", "copy", "-metadata:s:v:0", "rotate=90", input);
    Path output = directory.resolve("out.mp4");
    Marked marked = mark(input, Optional.of(WORDS), OptionalLong.empty(), output);
    assertThat(stream(output, "v", "width,height")).isEqualTo("240,320");
    assertThat(stream(output, "v", "side_data_list")).doesNotContain("rotation");
    assertThat(marker.missing(output, "video/mp4", marked)).isEmpty();
    assertThat(read(output, 1.0, WORDS)).containsPattern("A[Il1|]生成");
  }

  /** Words, a second sound, chapters, cover, named items and XMP describe the original. */
  @Test
  @RequiresTool({"ffmpeg", "ffprobe", "exiftool"})
  void mark_describedFilm_descriptionStays() throws Exception {
    Path plain = film("plain.mp4", "128x96", 3, "-c:v libx264 -pix_fmt yuv420p -c:a aac");
    Path words =
        Files.writeString(directory.resolve("a.srt"), "1\n00:00:00,000 --> 00:00:02,000\nhello\n");
    Path chapters =
        Files.writeString(
            directory.resolve("chapters.txt"),
            ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=One\n"
                + "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=3000\ntitle=Two\n");
    Path input = directory.resolve("in.mp4");
    Tool.ffmpeg(
        "-i",
        plain,
        "-i",
        words,
        "-i",
        plain,
        "-i",
        chapters,
        "-map",
        "0",
        "-map",
        "1",
        "-map",
        "2:a",
        "-map_metadata",
        "3",
        "-c",
        "copy",
        "-c:s",
        "mov_text",
        "-metadata",
        "director=me",
        "-metadata",
        "AIGC=old",
        "-metadata:s:a:1",
        "language=deu",
        "-movflags",
        "+use_metadata_tags",
        input);
    Tool.run(
        "exiftool",
        "-overwrite_original",
        "-XMP-dc:Creator=Somebody",
        "-UserData:Author=Author",
        input);
    Path output = directory.resolve("out.mp4");
    Marked marked = mark(input, Optional.of(WORDS), OptionalLong.empty(), output);
    assertThat(marked.notes()).isSubsetOf("dropped-stream");
    String said =
        Tool.run(
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "format_tags:stream=codec_name:stream_tags=language:chapter_tags",
            output);
    assertThat(said).contains("director=me", "AIGC=old", "mov_text", "language=deu", "title=Two");
    assertThat(Tool.run("exiftool", output)).contains("Somebody", "Author");
    assertThat(marker.missing(output, "video/mp4", marked)).isEmpty();
  }

  @Test
  @RequiresTool({"ffmpeg"})
  void mark_codecWeCannotWrite_isRefused() throws Exception {
    Path input = film("a.mp4", "64x64", 1, "-c:v libx265 -pix_fmt yuv420p -an");
    assertThatThrownBy(
            () -> mark(input, Optional.of(WORDS), OptionalLong.empty(), directory.resolve("o.mp4")))
        .isInstanceOfSatisfying(
            LabelingException.class,
            e -> assertThat(e.reason()).isEqualTo(LabelingException.Reason.UNSUPPORTED_VARIANT))
        .hasMessageContaining("hevc");
  }

  @Test
  @RequiresTool({"ffmpeg"})
  void mark_tooSmallForWords_isRefused() throws Exception {
    Path input = film("a.mp4", "30x30", 1, "-c:v libx264 -pix_fmt yuv420p -an");
    assertThatThrownBy(
            () -> mark(input, Optional.of(WORDS), OptionalLong.empty(), directory.resolve("o.mp4")))
        .isInstanceOfSatisfying(
            LabelingException.class,
            e -> assertThat(e.reason()).isEqualTo(LabelingException.Reason.TOO_SMALL));
  }
}
