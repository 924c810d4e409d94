package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Soon;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that mean harm: readers and writers answer soon, with what they found or a typed error. */
class SoundHostileTest {
  @TempDir Path directory;

  private final Map<String, byte[]> good = new LinkedHashMap<>();

  @BeforeEach
  void make() {
    byte[] format = {1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0};
    byte[] wav =
        joined(
            RiffReader.chunk("fmt ", format),
            RiffReader.chunk("LIST", joined(ascii("INFO"), RiffReader.chunk("INAM", ascii("a")))),
            RiffReader.chunk("data", new byte[500]),
            RiffReader.chunk("AIGC", ascii("{}")),
            RiffReader.chunk("C2PA", new byte[100]));
    good.put("audio/wav", joined(WavFormat.header("RIFF", wav.length + 4), ascii("WAVE"), wav));
    byte[] frame = Arrays.copyOf(new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0}, 417);
    byte[] label = Id3Labels.label(3, "{}").body();
    byte[] text = joined(ascii("TXXX"), be(label.length), new byte[2], label);
    byte[] store = joined(Id3Labels.storeHead(), new byte[64]);
    byte[] geob = joined(ascii("GEOB"), be(store.length), new byte[2], store);
    good.put(
        "audio/mpeg", joined(Id3Tag.head(3, text.length + geob.length), text, geob, frame, frame));
    byte[] comments = VorbisComment.empty().labelled("{}");
    good.put(
        "audio/flac",
        joined(
            ascii("fLaC"),
            FlacBlocks.head(0, 34, true),
            new byte[34],
            FlacBlocks.head(4, comments.length, false),
            comments,
            new byte[50]));
    byte[] opus = joined(ascii("OpusTags"), comments);
    good.put(
        "audio/ogg",
        joined(
            page(OggPage.FIRST, 0, Arrays.copyOf(ascii("OpusHead"), 19)),
            page(0, 1, opus),
            page(4, 2, new byte[200])));
    byte[] track = {0, (byte) 0x90, 60, 64, 96, 60, 0, 0, (byte) 0xFF, 0x2F, 0};
    good.put(
        "audio/midi",
        joined(ascii("MThd"), be(6), new byte[] {0, 0, 0, 1, 0, 96}, ascii("MTrk"), be(11), track));
  }

  private static byte[] page(int flags, int sequence, byte[] packet) {
    ByteArrayOutputStream lacing = new ByteArrayOutputStream();
    for (int left = packet.length; left >= 0; left -= 255) {
      lacing.write(Math.min(255, left));
    }
    return OggPage.of(flags, 0, 7, sequence, lacing.toByteArray(), packet);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] be(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] le(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Reads and writes; says how it ended: {@code ok}, or the code or reason of the typed error. */
  private String run(String mimeType, byte[] bytes) throws Exception {
    Path file = Files.write(directory.resolve("in"), bytes);
    String read = "ok";
    try {
      if (SoundWriting.format(Arrays.copyOf(bytes, Math.min(64, bytes.length))).isPresent()) {
        SoundWriting.read(file);
      }
    } catch (MalformedMediaException e) {
      read = e.code();
    }
    try {
      Path output = directory.resolve("out");
      LabelWriter.Written written = SoundWriting.write(mimeType, file, 100, output).written();
      if (written.place().isPresent()) {
        assertThat(written.place().get().unit().get(0).end())
            .isLessThanOrEqualTo(Files.size(output));
      }
      return read;
    } catch (MalformedMediaException e) {
      return e.code();
    } catch (LabelingException e) {
      return e.reason().name();
    }
  }

  private void soon(String mimeType, byte[] bytes, String... ends) throws Exception {
    assertThat(Soon.ends(() -> run(mimeType, bytes))).isIn((Object[]) ends);
  }

  @Test
  void run_goodFiles_areReadAndWritten() throws Exception {
    for (Map.Entry<String, byte[]> file : good.entrySet()) {
      assertThat(run(file.getKey(), file.getValue())).as(file.getKey()).isEqualTo("ok");
    }
  }

  @Test
  void run_lengthsThatLie_typedErrors() throws Exception {
    byte[] wav = good.get("audio/wav");
    ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 0xFFFFFFF0);
    soon("audio/wav", wav, "file.truncated");
    soon(
        "audio/wav",
        joined(
            ascii("RF64"),
            le(-1),
            ascii("WAVEds64"),
            le(28),
            new byte[7],
            new byte[] {-1},
            new byte[20]),
        "wav.ds64");
    byte[] mp3 = good.get("audio/mpeg");
    byte[] whole = mp3.clone();
    Arrays.fill(whole, 6, 10, (byte) 0x7F);
    soon("audio/mpeg", whole, "file.truncated");
    byte[] frame = mp3.clone();
    Arrays.fill(frame, 14, 18, (byte) 0xFF);
    soon("audio/mpeg", frame, "id3.frame");
    byte[] flac = good.get("audio/flac");
    byte[] block = flac.clone();
    Arrays.fill(block, 5, 8, (byte) 0xFF);
    soon("audio/flac", block, "file.truncated");
    byte[] comment = flac.clone();
    Arrays.fill(comment, 4 + 38 + 4, 4 + 38 + 8, (byte) 0xFF);
    soon("audio/flac", comment, "vorbis.comment");
    byte[] midi = good.get("audio/midi");
    byte[] track = midi.clone();
    Arrays.fill(track, 18, 22, (byte) 0xFF);
    soon("audio/midi", track, "file.truncated");
    byte[] head = midi.clone();
    Arrays.fill(head, 4, 8, (byte) 0xFF);
    soon("audio/midi", head, "file.truncated");
  }

  @Test
  void run_hundredThousandParts_boundedTime() throws Exception {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.writeBytes(RiffReader.chunk("data", new byte[2]));
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    ByteArrayOutputStream pages = new ByteArrayOutputStream();
    ByteArrayOutputStream begins = new ByteArrayOutputStream();
    ByteArrayOutputStream tracks = new ByteArrayOutputStream();
    blocks.writeBytes(ascii("fLaC"));
    byte[] page = page(OggPage.FIRST, 0, Arrays.copyOf(ascii("OpusHead"), 19));
    for (int i = 0; i < 100_000; i++) {
      chunks.writeBytes(RiffReader.chunk("junk", new byte[0]));
      labels.writeBytes(RiffReader.chunk("AIGC", new byte[2]));
      frames.writeBytes(joined(ascii("TXXX"), be(1), new byte[3]));
      blocks.writeBytes(FlacBlocks.head(1, 0, true));
      pages.writeBytes(joined(ascii("OggS"), new byte[23]));
      if (i < 1000) {
        page[14] = (byte) i;
        page[15] = (byte) (i >> 8);
        begins.writeBytes(page);
      }
      tracks.writeBytes(joined(ascii("MTrk"), be(0)));
    }
    byte[] many = chunks.toByteArray();
    byte[] riff = joined(WavFormat.header("RIFF", many.length + 4), ascii("WAVE"), many);
    soon("audio/wav", riff, "ok");
    byte[] labelled = labels.toByteArray();
    byte[] data = RiffReader.chunk("data", new byte[2]);
    int length = labelled.length + data.length + 4;
    soon(
        "audio/wav", joined(WavFormat.header("RIFF", length), ascii("WAVE"), labelled, data), "ok");
    byte[] sound = Arrays.copyOf(new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0}, 417);
    soon("audio/mpeg", joined(Id3Tag.head(3, frames.size()), frames.toByteArray(), sound), "ok");
    soon("audio/flac", blocks.toByteArray(), "file.truncated");
    soon("audio/ogg", pages.toByteArray(), "UNSUPPORTED_VARIANT", "file.too-many-parts");
    soon("audio/ogg", begins.toByteArray(), "ogg.streams");
    byte[] midi = good.get("audio/midi");
    soon("audio/midi", joined(midi, tracks.toByteArray()), "ok");
  }

  @Test
  void run_oggHeadWithoutEnd_isStoppedAtItsLimit() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(page(OggPage.FIRST, 0, Arrays.copyOf(ascii("OpusHead"), 19)));
    byte[] lacing = new byte[255];
    Arrays.fill(lacing, (byte) 255);
    byte[] full = OggPage.of(OggPage.CONTINUED, -1, 7, 1, lacing, new byte[255 * 255]);
    for (int i = 0; i < 270; i++) {
      file.writeBytes(full);
    }
    soon("audio/ogg", file.toByteArray(), "ogg.packet");
  }

  @Test
  void run_packedFrameThatUnpacksToMuch_isNotALabel() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (java.util.zip.DeflaterOutputStream out = new java.util.zip.DeflaterOutputStream(packed)) {
      out.write(new byte[64 << 20]);
    }
    byte[] body = joined(be(64 << 20), packed.toByteArray());
    byte[] frame = joined(ascii("TXXX"), be(body.length), new byte[] {0, (byte) 0x80}, body);
    byte[] sound = Arrays.copyOf(new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0}, 417);
    soon("audio/mpeg", joined(Id3Tag.head(3, frame.length), frame, sound), "ok");
  }

  @Test
  void run_cutAnywhere_noOtherErrorThanTheTyped() throws Exception {
    for (Map.Entry<String, byte[]> file : good.entrySet()) {
      byte[] whole = file.getValue();
      for (int length = 0; length < whole.length; length += length < 100 ? 1 : 7) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatCode(() -> run(file.getKey(), cut)).as(file.getKey()).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void run_bitsFlipped_noOtherErrorThanTheTyped() throws Exception {
    Random random = new Random(4);
    for (Map.Entry<String, byte[]> file : good.entrySet()) {
      for (int i = 0; i < 150; i++) {
        byte[] flipped = file.getValue().clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
          int at = random.nextInt(i % 2 == 0 ? Math.min(120, flipped.length) : flipped.length);
          flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        assertThatCode(() -> run(file.getKey(), flipped))
            .as(file.getKey())
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void run_anotherFormatThanItsType_isATypedError() throws IOException {
    for (String type : good.keySet()) {
      for (Map.Entry<String, byte[]> file : good.entrySet()) {
        assertThatCode(() -> run(type, file.getValue()))
            .as(file.getKey() + " as " + type)
            .doesNotThrowAnyException();
      }
    }
  }
}
