package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films made and judged by programs that are not ours. */
class Mp4WriterTest {
  private static final String C2PA = "d8fec3d61b0e483c92975828877ec481";

  @TempDir Path directory;

  private Path film(String name, String options) throws Exception {
    Path file = directory.resolve(name);
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
    "index last,        a.mp4, video/mp4,       -c:v libx264 -g 10 -bf 2 -c:a aac",
    "index first,       a.mp4, video/mp4,       -c:v libx264 -g 10 -c:a aac -movflags +faststart",
    "mdta tags,         a.mp4, video/mp4,       -c:v libx264 -g 10 -c:a aac -metadata AIGC=somebody"
        + " -metadata director=me -movflags +use_metadata_tags+faststart",
    "fragments,         a.mp4, video/mp4,       -c:v libx264 -g 10 -c:a aac -movflags"
        + " +frag_keyframe+empty_moov",
    "moof base,         a.mp4, video/mp4,       -c:v libx264 -g 10 -c:a aac -movflags"
        + " +frag_keyframe+empty_moov+default_base_moof",
    "dash,              a.mp4, video/mp4,       -c:v libx264 -g 10 -c:a aac -movflags"
        + " +frag_keyframe+dash",
    "global sidx,       a.mp4, video/mp4,       -c:v libx264 -g 10 -an -movflags"
        + " +frag_keyframe+global_sidx+empty_moov+default_base_moof",
    "hybrid,            a.mp4, video/mp4,       -c:v libx264 -g 10 -c:a aac -movflags"
        + " +frag_keyframe",
    "quicktime,         a.mov, video/quicktime, -c:v mpeg4 -g 10 -c:a pcm_s16le",
    "quicktime mdta,    a.mov, video/quicktime, -c:v libx264 -g 10 -c:a aac -metadata AIGC=somebody"
        + " -movflags +use_metadata_tags",
    "quicktime mjpeg,   a.mov, video/quicktime, -c:v mjpeg -pix_fmt yuvj420p -c:a pcm_s16le"
        + " -movflags +faststart",
    "sound,             a.m4a, audio/x-m4a,     -vn -c:a aac -metadata title=Kept",
    "av1 and opus,      a.mp4, video/mp4,       -c:v libsvtav1 -preset 12 -g 10 -c:a libopus"
  })
  @RequiresTool({"ffmpeg", "ffprobe", "exiftool", "mediainfo"})
  void write_filmsOfFfmpeg_onlyTheLabelIsNew(
      String kind, String name, String mimeType, String options) throws Exception {
    Path input = film(name, "-metadata title=Kept " + options);
    Path output = directory.resolve("out-" + name);
    FilmCopies.Copy copy = FilmCopies.write(input, mimeType, 5000, output);
    assertThat(copy.written().carrier()).isEqualTo("mp4-keys-ilst");
    boolean relabelled = options.contains("AIGC=");
    assertThat(copy.written().notes())
        .isEqualTo(relabelled ? List.of("replaced-label") : List.of());
    assertThat(FilmCopies.frames(output)).isEqualTo(FilmCopies.frames(input));
    if (!name.endsWith("m4a")) {
      assertThat(FilmCopies.jump(output, 2.05)).isEqualTo(FilmCopies.jump(input, 2.05));
    }
    String tags = Tool.run("ffprobe", "-v", "error", "-show_entries", "format_tags", output);
    assertThat(tags).contains("AIGC=" + LabelFixtures.JSON).contains("title=Kept");
    if (options.contains("director")) {
      assertThat(tags).contains("director=me");
    }
    if (relabelled || kind.equals("sound") || kind.equals("quicktime")) {
      assertThat(Tool.run("exiftool", "-a", "-G", output)).containsOnlyOnce(LabelFixtures.JSON);
      assertThat(Tool.run("mediainfo", output)).contains(LabelFixtures.JSON);
    }
    FilmCopies.Found found =
        FilmCopies.read(
            name.endsWith("mov")
                ? new MovFormat()
                : name.endsWith("m4a") ? new M4aFormat() : new Mp4Format(),
            output);
    assertThat(found.labels).containsExactly(LabelFixtures.JSON);
    assertThat(found.manifests).containsExactly(copy.written().place().orElseThrow());
    assertThat(copy.binding()).isEqualTo(bmffHash(Files.readAllBytes(output)));
    // A second time: the store is replaced, and so is the label.
    Path again = directory.resolve("again-" + name);
    FilmCopies.Copy second = FilmCopies.write(output, mimeType, 700, again);
    assertThat(second.written().notes())
        .containsExactlyInAnyOrder("replaced-label", "removed-c2pa");
    assertThat(FilmCopies.frames(again)).isEqualTo(FilmCopies.frames(input));
    assertThat(Files.size(output) - Files.size(again)).isEqualTo(4300);
  }

  @Test
  @RequiresTool({"ffmpeg", "ffprobe"})
  void write_noRoomForAManifest_labelAloneIsNew() throws Exception {
    Path input = film("in.mp4", "-c:v libx264 -g 10 -c:a aac -movflags +faststart");
    Path output = directory.resolve("out.mp4");
    FilmCopies.Copy copy = FilmCopies.write(input, "video/mp4", 0, output);
    assertThat(copy.written().notes()).isEmpty();
    assertThat(FilmCopies.frames(output)).isEqualTo(FilmCopies.frames(input));
    FilmCopies.Found found = FilmCopies.read(new Mp4Format(), output);
    assertThat(found.labels).containsExactly(LabelFixtures.JSON);
    assertThat(found.manifests).isEmpty();
  }

  /** The index of segments still tells where each fragment begins and how long it is. */
  @Test
  @RequiresTool({"ffmpeg"})
  void write_segmentIndex_sizesStillMeetTheFragments() throws Exception {
    Path input =
        film(
            "in.mp4",
            "-an -c:v libx264 -g 10 -movflags +frag_keyframe+global_sidx+empty_moov"
                + "+default_base_moof");
    Path output = directory.resolve("out.mp4");
    FilmCopies.write(input, "video/mp4", 5000, output);
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(output));
    List<Integer> fragments = new ArrayList<>();
    int sidx = 0;
    int table = 0;
    for (int at = 0; at < file.capacity(); at += file.getInt(at)) {
      switch (file.getInt(at + 4)) {
        case 0x6D6F6F66 -> fragments.add(at);
        case 0x73696478 -> sidx = at;
        case 0x6D667261 -> table = at;
        default -> {}
      }
    }
    assertThat(fragments).hasSize(3);
    int place = sidx + file.getInt(sidx) + (int) file.getLong(sidx + 28);
    for (int i = 0; i < 3; i++) {
      assertThat(place).isEqualTo(fragments.get(i));
      place += file.getInt(sidx + 40 + 12 * i);
      assertThat(file.getLong(table + 8 + 24 + 19 * i + 8)).isEqualTo((long) fragments.get(i));
    }
    assertThat(place).isEqualTo(table);
  }

  /** C2PA 2.2, 18.6: position and bytes of every box but the type, the manifest and mfra. */
  private static byte[] bmffHash(byte[] file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    ByteBuffer all = ByteBuffer.wrap(file);
    int boxes = 0;
    for (int at = 0; at < file.length; ) {
      long size = Integer.toUnsignedLong(all.getInt(at));
      size = size == 1 ? all.getLong(at + 8) : size == 0 ? file.length - at : size;
      String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      boolean manifest =
          type.equals("uuid") && HexFormat.of().formatHex(file, at + 8, at + 24).equals(C2PA);
      if (manifest) {
        assertThat(boxes).as("boxes before the manifest").isEqualTo(1);
        assertThat(new String(file, at + 28, 9, StandardCharsets.ISO_8859_1))
            .isEqualTo("manifest\0");
        assertThat(all.getLong(at + 37)).isZero();
        assertThat(file[at + 45]).isEqualTo((byte) 0xA5);
      }
      if (!manifest && !type.equals("ftyp") && !type.equals("mfra")) {
        digest.update(ByteBuffer.allocate(8).putLong(0, at).array());
        digest.update(file, at, (int) size);
      }
      at += (int) size;
      boxes++;
    }
    return digest.digest();
  }

  @Test
  @RequiresTool({"ffmpeg", "ffprobe"})
  void write_manyStreams_allStay() throws Exception {
    Path words =
        Files.writeString(directory.resolve("a.srt"), "1\n00:00:00,000 --> 00:00:02,000\nhello\n");
    Path chapters =
        Files.writeString(
            directory.resolve("chapters.txt"),
            ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=One\n"
                + "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=3000\ntitle=Two\n");
    Path cover = directory.resolve("cover.png");
    Tool.ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-frames:v", "1", cover);
    Path plain = film("plain.mp4", "-c:v libx264 -c:a aac");
    Path input = directory.resolve("in.mp4");
    Tool.ffmpeg(
        "-i",
        plain,
        "-i",
        words,
        "-i",
        cover,
        "-i",
        chapters,
        "-map",
        "0",
        "-map",
        "1",
        "-map",
        "2",
        "-map_metadata",
        "3",
        "-c",
        "copy",
        "-c:s",
        "mov_text",
        "-disposition:v:1",
        "attached_pic",
        "-movflags",
        "+faststart",
        input);
    Path output = directory.resolve("out.mp4");
    FilmCopies.write(input, "video/mp4", 3000, output);
    for (String stream : List.of("0", "1", "2", "3")) {
      assertThat(packets(output, stream)).isEqualTo(packets(input, stream));
    }
    assertThat(Tool.run("ffprobe", "-v", "error", "-show_chapters", output))
        .isEqualTo(Tool.run("ffprobe", "-v", "error", "-show_chapters", input))
        .contains("Two");
  }

  private static String packets(Path film, String stream) throws Exception {
    return Tool.run(
        "ffmpeg",
        "-v",
        "error",
        "-i",
        film,
        "-map",
        "0:" + stream,
        "-c",
        "copy",
        "-f",
        "framemd5",
        "-");
  }
}
