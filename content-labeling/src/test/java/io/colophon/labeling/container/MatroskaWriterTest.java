package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelingException;
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
class MatroskaWriterTest {
  @TempDir Path directory;

  private Path film(String name, String options) throws Exception {
    Path file = directory.resolve(name);
    List<Object> command =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=128x96:r=10:d=6",
                "-f",
                "lavfi",
                "-i",
                "sine=440:d=6"));
    command.addAll(List.of((Object[]) options.strip().split(" +")));
    command.add(file);
    Tool.ffmpeg(command.toArray());
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "webm,         a.webm, -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 10 -c:a libopus",
    "vp8,          a.webm, -c:v libvpx -deadline realtime -g 10 -c:a libvorbis",
    "h264,         a.mkv,  -c:v libx264 -g 10 -bf 2 -c:a aac",
    "labelled,     a.mkv,  -c:v libx264 -g 10 -c:a aac -metadata AIGC=somebody -metadata"
        + " director=me",
    "small,        a.mkv,  -c:v libx264 -g 10 -c:a aac -cluster_time_limit 300",
    "cues first,   a.mkv,  -c:v libx264 -g 10 -c:a aac -cues_to_front 1",
    "room in front,a.mkv,  -c:v libx264 -g 10 -c:a aac -reserve_index_space 2000",
    "live,         a.webm, -c:v libvpx -deadline realtime -g 10 -c:a libopus -live 1",
    "dash,         a.webm, -c:v libvpx -deadline realtime -g 10 -an -dash 1",
    "no checksums, a.mkv,  -c:v mpeg4 -g 10 -c:a libmp3lame -write_crc32 0",
    "bare,         a.mkv,  -c:v mpeg4 -g 10 -c:a libmp3lame -fflags +bitexact"
  })
  @RequiresTool({"ffmpeg", "ffprobe", "exiftool", "mediainfo"})
  void write_filmsOfFfmpeg_onlyTheLabelIsNew(String kind, String name, String options)
      throws Exception {
    Path input = film(name, "-metadata title=Kept " + options);
    Path output = directory.resolve("out-" + name);
    FilmCopies.Copy copy = FilmCopies.write(input, "video/webm", 0, output);
    assertThat(copy.written().carrier()).isEqualTo("matroska-tag");
    assertThat(copy.written().notes())
        .isEqualTo(options.contains("AIGC=") ? List.of("replaced-label") : List.of());
    requireGood(input, output);
    if (kind.equals("labelled")) {
      assertThat(Tool.run("exiftool", "-a", "-G", output)).containsOnlyOnce(LabelFixtures.JSON);
      assertThat(Tool.run("mediainfo", output)).contains(LabelFixtures.JSON);
    }
    Path again = directory.resolve("again-" + name);
    FilmCopies.Copy second = FilmCopies.write(output, "video/x-matroska", 0, again);
    assertThat(second.written().notes()).containsExactly("replaced-label");
    assertThat(again).hasSameBinaryContentAs(output);
  }

  private void requireGood(Path input, Path output) throws Exception {
    assertThat(FilmCopies.frames(output)).isEqualTo(FilmCopies.frames(input));
    for (double seconds : List.of(4.45)) {
      assertThat(FilmCopies.jump(output, seconds)).isEqualTo(FilmCopies.jump(input, seconds));
    }
    String tags = Tool.run("ffprobe", "-v", "error", "-show_entries", "format_tags", output);
    assertThat(tags).contains("AIGC=" + LabelFixtures.JSON).contains("title=Kept");
    assertThat(tags).doesNotContain("somebody");
    assertThat(FilmCopies.read(new MatroskaFormat(), output).labels)
        .containsExactly(LabelFixtures.JSON);
    requirePlaces(output);
  }

  /** Every place that the seek head or the cues name is the beginning of what they say. */
  private static void requirePlaces(Path film) throws Exception {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(film));
    int segment = find(file, 0, 0x18538067);
    int data = segment + 4 + Integer.numberOfLeadingZeros(file.get(segment + 4) & 0xFF) - 23;
    String text = new String(file.array(), StandardCharsets.ISO_8859_1);
    int places = 0;
    for (int at = text.indexOf("\u0053\u00ab\u0084");
        at >= 0;
        at = text.indexOf("\u0053\u00ab\u0084", at + 1)) {
      // SeekID of four bytes, then SeekPosition of eight.
      assertThat(file.getShort(at + 7)).isEqualTo((short) 0x53AC);
      long place = file.getLong(at + 10);
      assertThat(file.getInt((int) (data + place))).isEqualTo(file.getInt(at + 3));
      places++;
    }
    for (int at = text.indexOf("\u00f1\u0088\0\0\0\0");
        at >= 0;
        at = text.indexOf("\u00f1\u0088\0\0\0\0", at + 1)) {
      assertThat(file.getInt((int) (data + file.getLong(at + 2)))).isEqualTo(0x1F43B675);
      places++;
    }
    boolean live = !text.contains("\u001c\u0053\u00bb\u006b");
    assertThat(places).isGreaterThan(live ? 0 : 5);
  }

  private static int find(ByteBuffer file, int from, int id) {
    for (int at = from; at < file.capacity() - 4; at++) {
      if (file.getInt(at) == id) {
        return at;
      }
    }
    throw new AssertionError("no element " + Integer.toHexString(id));
  }

  @Test
  @RequiresTool({"ffmpeg", "ffprobe"})
  void write_pipedFilm_lengthsStayUnknown() throws Exception {
    Path input = directory.resolve("in.webm");
    Tool.run(
        "sh",
        "-c",
        "ffmpeg -v error -f lavfi -i testsrc2=s=128x96:r=10:d=6 -f lavfi -i "
            + "sine=440:d=6 -metadata title=Kept -c:v libvpx -deadline realtime -g 10 -c:a libopus "
            + "-f webm - > "
            + input);
    Path output = directory.resolve("out.webm");
    FilmCopies.write(input, "video/webm", 0, output);
    assertThat(FilmCopies.frames(output)).isEqualTo(FilmCopies.frames(input));
    String tags = Tool.run("ffprobe", "-v", "error", "-show_entries", "format_tags", output);
    assertThat(tags).contains("AIGC=" + LabelFixtures.JSON).contains("title=Kept");
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(output));
    int segment = find(file, 0, 0x18538067);
    assertThat(file.getLong(segment + 4)).isEqualTo(0x01FFFFFFFFFFFFFFL);
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
    Path plain = film("plain.mkv", "-c:v libx264 -c:a aac");
    Path input = directory.resolve("in.mkv");
    Tool.ffmpeg(
        "-i",
        plain,
        "-i",
        words,
        "-i",
        chapters,
        "-map",
        "0",
        "-map",
        "1",
        "-map_metadata",
        "2",
        "-c",
        "copy",
        "-c:s",
        "srt",
        "-metadata:s:a:0",
        "AIGC=track",
        "-metadata:s:a:0",
        "language=deu",
        "-attach",
        words,
        "-metadata:s:t",
        "mimetype=text/plain",
        input);
    Path output = directory.resolve("out.mkv");
    FilmCopies.Copy copy = FilmCopies.write(input, "video/x-matroska", 0, output);
    assertThat(copy.written().notes()).containsExactly("replaced-label");
    String[] show = {"-show_chapters", "-show_streams", "-show_packets"};
    List<Object> ask = new ArrayList<>(List.of("ffprobe", "-v", "error"));
    ask.addAll(Arrays.asList(show));
    List<Object> before = new ArrayList<>(ask);
    before.add(input);
    ask.add(output);
    assertThat(plain(Tool.run(ask.toArray()))).isEqualTo(plain(Tool.run(before.toArray())));
    assertThat(FilmCopies.read(new MatroskaFormat(), output).labels).hasSize(1);
  }

  /** What ffprobe says but for places in the file and the label of the track. */
  private static String plain(String answer) {
    return answer
        .lines()
        .filter(line -> !line.startsWith("pos=") && !line.startsWith("TAG:AIGC="))
        .reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  @RequiresTool("ffmpeg")
  void write_twoSegments_refused() throws Exception {
    Path one = film("a.mkv", "-c:v mpeg4 -an");
    byte[] bytes = Files.readAllBytes(one);
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    Path input = Files.write(directory.resolve("two.mkv"), twice);
    assertThatThrownBy(() -> FilmCopies.write(input, "video/webm", 0, directory.resolve("out.mkv")))
        .isInstanceOfSatisfying(
            LabelingException.class,
            e -> assertThat(e.reason()).isEqualTo(LabelingException.Reason.UNSUPPORTED_VARIANT));
  }

  /** Old writers let each cluster tell its place; it moves along. */
  @Test
  void write_clusterNamesItsPlace_placeMoves() throws Exception {
    byte[] cluster =
        EbmlBytes.element(
            0x1F43B675L,
            EbmlBytes.element(0xBF, new byte[] {1, 2, 3, 4}),
            EbmlBytes.element(0xE7, new byte[] {0}),
            EbmlBytes.element(0xA7, new byte[] {0, 0, 7}),
            EbmlBytes.element(0xA3, new byte[10]));
    byte[] info = EbmlBytes.element(0x1549A966L, new byte[2]);
    Path input =
        Files.write(
            directory.resolve("in.mkv"),
            concat(EbmlBytes.element(0x1A45DFA3L), EbmlBytes.element(0x18538067L, info, cluster)));
    Path output = directory.resolve("out.mkv");
    FilmCopies.write(input, "video/webm", 0, output);
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(output));
    int segment = find(file, 0, 0x18538067);
    int data = segment + 4 + Integer.numberOfLeadingZeros(file.get(segment + 4) & 0xFF) - 23;
    int at = find(file, data, 0x1F43B675) - data;
    assertThat(at).isGreaterThan(200);
    byte[] moved =
        concat(
            new byte[] {
              (byte) 0xEC,
              (byte) 0x84,
              1,
              2,
              3,
              4,
              (byte) 0xE7,
              (byte) 0x81,
              0,
              (byte) 0xA7,
              (byte) 0x83,
              0,
              (byte) (at >> 8),
              (byte) at
            });
    byte[] found = Arrays.copyOfRange(file.array(), data + at + 5, data + at + 5 + moved.length);
    assertThat(found).isEqualTo(moved);
  }

  private static byte[] concat(byte[]... parts) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
