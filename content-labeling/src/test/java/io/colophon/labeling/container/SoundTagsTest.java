package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags that encoders at hand do not write: built here byte by byte, judged by exiftool. */
class SoundTagsTest {
  private static final String XMP =
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
          + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
          + " xmlns:dc='http://purl.org/dc/elements/1.1/' dc:format='audio/x'"
          + " xmlns:TC260='http://www.tc260.org.cn/ns/AIGC/1.0/' TC260:AIGC='{}'/></rdf:RDF>"
          + "</x:xmpmeta>";

  @TempDir Path directory;

  /** One silent frame of 44.1 kHz stereo at 128 kbit/s, and the head of a second. */
  private static byte[] sound() {
    byte[] sound = new byte[417 + 417];
    for (int at = 0; at < sound.length; at += 417) {
      sound[at] = (byte) 0xFF;
      sound[at + 1] = (byte) 0xFB;
      sound[at + 2] = (byte) 0x90;
    }
    return sound;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

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

  private static byte[] synchsafe(int value) {
    return new byte[] {
      (byte) (value >> 21 & 0x7F),
      (byte) (value >> 14 & 0x7F),
      (byte) (value >> 7 & 0x7F),
      (byte) (value & 0x7F)
    };
  }

  private static byte[] plain(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] tag(int version, int flags, byte[]... frames) {
    byte[] all = joined(frames);
    return joined(
        ascii("ID3"), new byte[] {(byte) version, 0, (byte) flags}, synchsafe(all.length), all);
  }

  private static byte[] frame3(String id, byte[] body) {
    return joined(ascii(id), plain(body.length), new byte[2], body);
  }

  private static byte[] frame4(String id, int flags, byte[] body) {
    return joined(ascii(id), synchsafe(body.length), new byte[] {0, (byte) flags}, body);
  }

  private static byte[] frame2(String id, byte[] body) {
    return joined(ascii(id), Arrays.copyOfRange(plain(body.length), 1, 4), body);
  }

  private Path input(byte[]... parts) throws Exception {
    return Files.write(directory.resolve("in.mp3"), joined(parts));
  }

  private Path written(Path input, String... notes) throws Exception {
    Path output = directory.resolve("out" + input.getFileName());
    List<String> found = SoundWriting.write("audio/mpeg", input, 0, output).written().notes();
    assertThat(found).containsExactly(notes);
    assertThat(SoundWriting.read(output).labels).containsExactly(LabelFixtures.JSON);
    return output;
  }

  @Test
  @RequiresTool("exiftool")
  void write_id3v22_becomesV23WithTextAndPicture() throws Exception {
    byte[] picture =
        Files.readAllBytes(LabelFixtures.png(directory.resolve("a.png"), "hills", 8, 8));
    Path input =
        input(
            tag(
                2,
                0,
                frame2("TT2", ascii("\0Kept")),
                frame2("TXX", ascii("\0AIGC\0old")),
                frame2("PIC", joined(ascii("\0PNG\3\0"), picture)),
                frame2("XYZ", new byte[3])),
            sound());
    Path output = written(input, Notes.DROPPED_TAGS, Notes.REPLACED_LABEL);
    assertThat(Tool.run("exiftool", "-s", "-Title", "-PictureMIMEType", "-UserDefinedText", output))
        .contains("Title", "Kept", "image/png", LabelFixtures.JSON)
        .doesNotContain("old");
  }

  @Test
  @RequiresTool("exiftool")
  void write_unsynchronisedTag_framesReadTheSame() throws Exception {
    // In Unicode with a mark of byte order, FF FE must be taken apart in an unsynchronised tag.
    byte[] text =
        joined(
            new byte[] {1, (byte) 0xFF, (byte) 0xFE}, "Kept".getBytes(StandardCharsets.UTF_16LE));
    byte[] apart =
        joined(
            new byte[] {1, (byte) 0xFF, 0, (byte) 0xFE}, Arrays.copyOfRange(text, 3, text.length));
    byte[] frame = joined(ascii("TIT2"), plain(text.length), new byte[2], apart);
    Path v3 = written(input(tag(3, 0x80, frame), sound()));
    assertThat(Tool.run("exiftool", "-s3", "-Title", v3)).isEqualTo("Kept\n");
    Path v4 =
        written(
            input(
                tag(4, 0x80, frame4("TIT2", 0x03, joined(synchsafe(text.length), apart))),
                sound()));
    assertThat(Tool.run("exiftool", "-s3", "-Title", v4)).isEqualTo("Kept\n");
  }

  @Test
  @RequiresTool("exiftool")
  void write_extendedHeadFooterAndPadding_onlyFramesStay() throws Exception {
    byte[] extended = joined(plain(6), new byte[6]);
    Path v3 =
        written(
            input(tag(3, 0x40, extended, frame3("TIT2", ascii("\0Kept")), new byte[99]), sound()));
    assertThat(Tool.run("exiftool", "-s3", "-Title", v3)).isEqualTo("Kept\n");
    byte[] body = frame4("TIT2", 0, ascii("\0Kept"));
    byte[] footer = joined(ascii("3DI"), new byte[] {4, 0, 0x10}, synchsafe(body.length));
    Path v4 = written(input(tag(4, 0x10, body), footer, sound()));
    assertThat(Tool.run("exiftool", "-s3", "-Title", v4)).isEqualTo("Kept\n");
    assertThat(Files.readAllBytes(v4)).endsWith(sound());
    assertThat(text(v4)).doesNotContain("3DI");
  }

  @Test
  void write_frameLengthsNotSynchsafe_areUnderstood() throws Exception {
    byte[] longText = new byte[300];
    Arrays.fill(longText, (byte) 'x');
    longText[0] = 0;
    byte[] frame = joined(ascii("TIT2"), plain(300), new byte[2], longText);
    Path output =
        written(
            input(tag(4, 0, frame, frame4("TXXX", 0, ascii("\0AIGC\0old"))), sound()),
            Notes.REPLACED_LABEL);
    assertThat(text(output)).contains(new String(longText, StandardCharsets.ISO_8859_1));
  }

  @Test
  void write_labelsEverywhere_oneIsLeft() throws Exception {
    byte[] item = joined(new byte[] {3, 0, 0, 0, 0, 0, 0, 0}, ascii("aigc\0old"));
    byte[] title = joined(new byte[] {4, 0, 0, 0, 0, 0, 0, 0}, ascii("Title\0Kept"));
    byte[] foot =
        ByteBuffer.allocate(32)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(ascii("APETAGEX"))
            .putInt(2000)
            .putInt(item.length + title.length + 32)
            .putInt(2)
            .array();
    byte[] v1 = Arrays.copyOf(ascii("TAGKept"), 128);
    byte[] first =
        tag(
            4,
            0,
            frame4("TXXX", 0, ascii("\3AIGC\0one")),
            frame4(
                "TXXX",
                0,
                joined(
                    new byte[] {1}, "\uFEFFaigc\0\uFEFFtwo".getBytes(StandardCharsets.UTF_16LE))),
            frame4("TXXX", 0, ascii("\3other\0stays")),
            frame4("PRIV", 0, joined(ascii("XMP\0"), ascii(XMP))));
    byte[] second =
        tag(3, 0, frame3("TXXX", ascii("\0AIGC\0three")), frame3("TALB", ascii("\0Album")));
    Path input = input(first, second, sound(), item, title, foot, v1);
    assertThat(SoundWriting.read(input).carriers)
        .containsExactly("id3-txxx", "id3-txxx", "id3-priv-xmp", "id3-txxx", "ape-item");
    Path output = written(input, Notes.REPLACED_LABEL);
    String bytes = text(output);
    assertThat(bytes)
        .contains("stays", "Album", "audio/x", "Title")
        .endsWith(new String(v1, StandardCharsets.ISO_8859_1));
    assertThat(bytes).doesNotContain("three", "TC260:AIGC", "old");
    try (Source source = Source.open(output)) {
      assertThat(Mp3ApeTag.find(source).orElseThrow().items()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/x-c2pa-manifest-store", "application/c2pa", "application/x-c2pa"})
  void read_storeUnderAnyName_isFoundAndRemoved(String type) throws Exception {
    byte[] store = ascii("the store");
    byte[] other = frame3("GEOB", ascii("\0text/plain\0a\0b\0kept"));
    byte[] geob = frame3("GEOB", joined(ascii("\0" + type + "\0c2pa\0\0"), store));
    Path input = input(tag(3, 0, other, geob), sound());
    SoundWriting.Found found = SoundWriting.read(input);
    assertThat(found.places).hasSize(1);
    try (Source source = Source.open(input)) {
      assertThat(found.places.get(0).read(source)).isEqualTo(store);
    }
    Path output = written(input, Notes.REMOVED_C2PA);
    assertThat(SoundWriting.read(output).places).isEmpty();
    assertThat(text(output)).contains("kept");
  }

  @Test
  void write_tagOfAnUnknownVersion_isRefusedClearly() throws Exception {
    Path input = input(tag(5, 0, new byte[30]), sound());
    assertThatThrownBy(() -> SoundWriting.write("audio/mpeg", input, 0, directory.resolve("out")))
        .isInstanceOfSatisfying(
            LabelingException.class,
            e -> assertThat(e.reason()).isEqualTo(LabelingException.Reason.UNSUPPORTED_VARIANT))
        .hasMessageContaining("ID3v2.5");
  }

  private static byte[] chunk(String name, byte[] data) {
    return RiffReader.chunk(name, data);
  }

  @Test
  void write_wavWithLabelsEverywhere_oneIsLeftAndTheRestStays() throws Exception {
    byte[] format = {1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0};
    byte[] body =
        joined(
            chunk("fmt ", format),
            chunk(
                "LIST",
                joined(ascii("INFO"), chunk("INAM", ascii("Kept")), chunk("AIGC", ascii("a")))),
            chunk("data", new byte[33]),
            chunk("AIGC", ascii("b")),
            chunk("_PMX", ascii(XMP)),
            chunk(
                "id3 ",
                tag(3, 0, frame3("TXXX", ascii("\0AIGC\0c")), frame3("TIT2", ascii("\0Song")))),
            chunk("junk", new byte[5]),
            chunk("C2PA", new byte[10]));
    Path input =
        Files.write(
            directory.resolve("in.wav"),
            joined(
                WavFormat.header("RIFF", body.length + 4), ascii("WAVE"), body, ascii("trailing")));
    assertThat(SoundWriting.read(input).carriers)
        .containsExactly("wav-info", "wav-chunk", "wav-xmp", "wav-id3");
    Path output = directory.resolve("out.wav");
    LabelWriter.Written written = SoundWriting.write("audio/wav", input, 0, output).written();
    assertThat(written.notes())
        .containsExactlyInAnyOrder(
            Notes.REPLACED_LABEL, Notes.REMOVED_C2PA, Notes.DROPPED_TRAILING_DATA);
    SoundWriting.Found found = SoundWriting.read(output);
    assertThat(found.labels).containsExactly(LabelFixtures.JSON);
    assertThat(found.notes).isEmpty();
    String bytes = text(output);
    assertThat(bytes)
        .contains("INAM", "Kept", "Song", "audio/x", "junk")
        .doesNotContain("trailing");
  }

  @Test
  @RequiresTool({"ffmpeg", "sox"})
  void write_wavFromAPipe_lengthsAreFilledIn() throws Exception {
    Path sox = directory.resolve("sox.wav");
    Path ffmpeg = directory.resolve("ffmpeg.wav");
    Tool.run(
        "sh", "-c", "sox -n -r 8000 -b 16 -t wav - synth 0.1 sine 300 2>/dev/null >'" + sox + "'");
    Tool.run("sh", "-c", "ffmpeg -v error -f lavfi -i sine=300:d=0.1 -f wav - >'" + ffmpeg + "'");
    for (Path input : List.of(sox, ffmpeg)) {
      assertThat(SoundWriting.read(input).labels).isEmpty();
      Path output = directory.resolve("out.wav");
      SoundWriting.write("audio/wav", input, 0, output);
      try (Source source = Source.open(output)) {
        assertThat(source.u32le(4)).isEqualTo(Files.size(output) - 8);
      }
      assertThat(SoundWriting.read(output).labels).containsExactly(LabelFixtures.JSON);
      String md5 = "-f md5 -";
      assertThat(Tool.run("sh", "-c", "ffmpeg -v error -i '" + output + "' " + md5))
          .isEqualTo(Tool.run("sh", "-c", "ffmpeg -v error -i '" + input + "' " + md5));
    }
  }
}
