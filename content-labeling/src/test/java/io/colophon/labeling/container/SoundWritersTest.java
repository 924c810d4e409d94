package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of other encoders, judged by other readers. */
class SoundWritersTest {
  private static final String TAGS = "format_tags:stream_tags";

  @TempDir Path directory;

  private Path encoded(String extension, Object... coding) throws Exception {
    Path file = directory.resolve("in." + extension);
    List<Object> words =
        new java.util.ArrayList<>(List.of("-f", "lavfi", "-i", "sine=330:d=1:r=44100"));
    words.addAll(List.of("-metadata", "title=Kept", "-metadata", "artist=Nobody"));
    words.addAll(List.of(coding));
    words.add(file);
    Tool.ffmpeg(words.toArray());
    return file;
  }

  private static String md5(Path file) throws Exception {
    return Tool.run("ffmpeg", "-v", "error", "-i", file, "-map", "0:a", "-f", "md5", "-");
  }

  @ParameterizedTest
  @CsvSource({
    "wav,  audio/wav,  wav-chunk,      -c:a pcm_s16le",
    "wav,  audio/wav,  wav-chunk,      -c:a pcm_f32le -write_bext 1",
    "wav,  audio/wav,  wav-chunk,      -c:a pcm_s24le -rf64 always",
    "mp3,  audio/mpeg, id3-txxx,       -c:a libmp3lame -b:a 128k",
    "mp3,  audio/mpeg, id3-txxx,       -c:a libmp3lame -q:a 4 -id3v2_version 3 -write_id3v1 1",
    "mp3,  audio/mpeg, id3-txxx,       -c:a libmp3lame -id3v2_version 0 -write_xing 0",
    "flac, audio/flac, vorbis-comment, -c:a flac",
    "ogg,  audio/ogg,  vorbis-comment, -c:a libvorbis",
    "ogg,  audio/opus, vorbis-comment, -c:a libopus -ar 48000",
    "oga,  audio/ogg,  vorbis-comment, -c:a flac",
    "ogg,  audio/ogg,  vorbis-comment, -c:a libspeex -ar 16000"
  })
  @RequiresTool({"ffmpeg", "ffprobe", "exiftool", "mediainfo"})
  void write_filesOfAnotherEncoder_sameSoundOneLabelOthersReadIt(
      String extension, String mimeType, String carrier, String coding) throws Exception {
    Path input = encoded(extension, (Object[]) coding.split(" "));
    Path output = directory.resolve("out." + extension);
    LabelWriter.Written written = SoundWriting.write(mimeType, input, 0, output).written();
    assertThat(written.carrier()).isEqualTo(carrier);
    assertThat(written.notes()).isEmpty();
    assertThat(md5(output)).isEqualTo(md5(input));
    SoundWriting.Found found = SoundWriting.read(output);
    assertThat(found.labels).containsExactly(LabelFixtures.JSON);
    assertThat(found.carriers).containsExactly(carrier);
    if (extension.equals("wav")) {
      if (!coding.contains("rf64")) {
        assertThat(Tool.run("exiftool", "-U", "-b", "-Unknown_AIGC", output).replace("\0", ""))
            .isEqualTo(LabelFixtures.JSON);
      }
      return;
    }
    assertThat(Tool.run("ffprobe", "-v", "error", "-show_entries", TAGS, output))
        .containsOnlyOnce("AIGC=" + LabelFixtures.JSON)
        .contains(coding.contains("id3v2_version 0") ? "" : "title=Kept");
    if (!coding.contains("speex")) {
      assertThat(Tool.run("exiftool", "-a", output)).containsOnlyOnce(LabelFixtures.JSON);
    }
    if (coding.contains("libmp3lame") || coding.equals("-c:a flac") && extension.equals("flac")) {
      assertThat(Tool.run("mediainfo", output)).contains("ProduceID");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mp3,  audio/mpeg, -c:a libmp3lame",
    "mp3,  audio/mpeg, -c:a libmp3lame -id3v2_version 3",
    "flac, audio/flac, -c:a flac",
    "ogg,  audio/ogg,  -c:a libvorbis",
    "ogg,  audio/ogg,  -c:a libopus",
    "oga,  audio/ogg,  -c:a flac"
  })
  @RequiresTool({"ffmpeg", "ffprobe"})
  void write_fileWithALabel_isReplacedAndNoted(String extension, String mimeType, String coding)
      throws Exception {
    String vendor = "AIGC={\"Label\":\"1\",\"ContentProducer\":\"MiniMax\"}";
    Path input = encoded(extension, (Object[]) (coding + " -metadata " + vendor).split(" "));
    assertThat(SoundWriting.read(input).labels).hasSize(1);
    Path once = directory.resolve("once." + extension);
    assertThat(SoundWriting.write(mimeType, input, 0, once).written().notes())
        .containsExactly(Notes.REPLACED_LABEL);
    assertThat(SoundWriting.read(once).labels).containsExactly(LabelFixtures.JSON);
    assertThat(Tool.run("ffprobe", "-v", "error", "-show_entries", TAGS, once))
        .doesNotContain("MiniMax");
    Path twice = directory.resolve("twice." + extension);
    SoundWriting.write(mimeType, once, 0, twice);
    assertThat(twice).hasSameBinaryContentAs(once);
  }

  @ParameterizedTest
  @CsvSource({
    "mp3,  audio/mpeg, -c:a libmp3lame -id3v2_version 3",
    "mp3,  audio/mpeg, -c:a libmp3lame -id3v2_version 4",
    "flac, audio/flac, -c:a flac"
  })
  @RequiresTool({"ffmpeg", "exiftool"})
  void write_fileWithACover_coverStays(String extension, String mimeType, String coding)
      throws Exception {
    Path cover = LabelFixtures.png(directory.resolve("cover.png"), "noise", 150, 150);
    Path input = directory.resolve("in." + extension);
    List<Object> words = new java.util.ArrayList<>();
    words.addAll(List.of("-f", "lavfi", "-i", "sine=330:d=1", "-i", cover, "-map", 0, "-map", 1));
    words.addAll(List.of("-c:v", "copy", "-disposition:v", "attached_pic"));
    words.addAll(List.of((Object[]) coding.split(" ")));
    words.add(input);
    Tool.ffmpeg(words.toArray());
    Path output = directory.resolve("out." + extension);
    SoundWriting.write(mimeType, input, 0, output);
    Path found = directory.resolve("found.png");
    Tool.run("sh", "-c", "exiftool -b -Picture '" + output + "' > '" + found + "'");
    assertThat(found).hasSameBinaryContentAs(cover);
    assertThat(md5(output)).isEqualTo(md5(input));
  }

  @ParameterizedTest
  @CsvSource({
    "wav, audio/wav,  1726,               -c:a pcm_s16le",
    "wav, audio/wav,  1726,               -c:a pcm_u8 -t 0.0001",
    "wav, audio/wav,  1726,               -c:a pcm_s16le -rf64 always",
    "mp3, audio/mpeg, 1726,               -c:a libmp3lame",
    "mp3, audio/mpeg, 200000,             -c:a libmp3lame -id3v2_version 3"
  })
  @RequiresTool({"ffmpeg"})
  void write_withRoomForAStore_hashTakenOnTheWayIsThatOfTheFile(
      String extension, String mimeType, int room, String coding) throws Exception {
    Path input = encoded(extension, (Object[]) coding.split(" "));
    Path output = directory.resolve("out." + extension);
    SoundWriting.Result result = SoundWriting.write(mimeType, input, room, output);
    StorePlace place = result.written().place().orElseThrow();
    byte[] store = new byte[room];
    new Random(5).nextBytes(store);
    SoundWriting.fill(mimeType, output, place, store);
    assertThat(SoundWriting.hashWithout(output, place.unit())).isEqualTo(result.boundHash());
    SoundWriting.Found found = SoundWriting.read(output);
    assertThat(found.places).containsExactly(place);
    try (Source source = Source.open(output)) {
      assertThat(found.places.get(0).read(source)).isEqualTo(store);
    }
    assertThat(md5(output)).isEqualTo(md5(input));
    if (extension.equals("wav")) {
      assertThat(place.unit().get(0).end()).isEqualTo(Files.size(output));
      assertThat(place.unit().get(0).at() % 2).isZero();
    }
    Path again = directory.resolve("again." + extension);
    LabelWriter.Written second = SoundWriting.write(mimeType, output, 0, again).written();
    assertThat(second.notes()).containsExactlyInAnyOrder(Notes.REPLACED_LABEL, Notes.REMOVED_C2PA);
    assertThat(second.place()).isEmpty();
    assertThat(SoundWriting.read(again).places).isEmpty();
  }

  @Test
  @RequiresTool({"ffmpeg"})
  void write_wav_metadataExtractorFindsItsWay() throws Exception {
    Path input = encoded("wav", "-ac", "2");
    Path output = directory.resolve("out.wav");
    SoundWriting.write("audio/wav", input, 1726, output);
    assertThat(ImageMetadataReader.readMetadata(output.toFile()).getDirectoryCount())
        .isEqualTo(ImageMetadataReader.readMetadata(input.toFile()).getDirectoryCount());
  }
}
