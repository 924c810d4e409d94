package io.colophon.labeling.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.ShownLabel.Cue;
import io.colophon.labeling.ShownLabel.SoundPlace;
import io.colophon.labeling.Tool;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.MediaMarker.Marked;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.Scratch;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SoundMarkersTest {
  private static final OptionalLong NO_MARK = OptionalLong.empty();
  private static final String TAGS = "format_tags:stream_tags";

  @TempDir Path directory;

  private static Optional<ShownLabel> shown(Cue cue, SoundPlace place) {
    ShownLabel usual = ShownLabel.of(ShownLabel.CHINESE);
    return Optional.of(
        new ShownLabel(
            usual.words(), usual.style(), usual.corner(), usual.textPlace(), false, cue, place));
  }

  private static MediaMarker marker(String mimeType) {
    return SoundMarkers.all(new ToneWatermark()).stream()
        .filter(marker -> marker.mimeTypes().contains(mimeType))
        .findFirst()
        .orElseThrow();
  }

  private Marked mark(
      String mimeType, Path input, Optional<ShownLabel> shown, OptionalLong mark, Path output)
      throws Exception {
    Files.deleteIfExists(output);
    Files.createFile(output);
    try (Scratch scratch = new Scratch(directory)) {
      return marker(mimeType).mark(input, mimeType, shown, mark, output, scratch);
    }
  }

  private static byte[] samples(Path file) throws Exception {
    try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 1, 8000", "16, 2, 44100", "24, 1, 48000", "32, 2, 16000", "16, 1, 22050"})
  void mark_wavWithoutWatermark_programmeIsCopiedBitByBit(int bits, int channels, int rate)
      throws Exception {
    Path input = SoundFixtures.wav(directory.resolve("in.wav"), bits, channels, rate);
    Path output = directory.resolve("out.wav");
    Optional<ShownLabel> shown = shown(Cue.MORSE, SoundPlace.START_AND_END);
    Marked marked = mark("audio/wav", input, shown, NO_MARK, output);
    assertThat(marker("audio/wav").missing(output, "audio/wav", marked)).isEmpty();
    assertThat(marked.explicit().orElseThrow().place()).isEqualTo("start+end");
    byte[] before = samples(input);
    byte[] after = samples(output);
    int frame = channels * bits / 8;
    int cue = (int) (rate * 1.9) * frame;
    assertThat(after).hasSize(cue + before.length + (int) (rate * 2.1) * frame);
    assertThat(Arrays.copyOfRange(after, cue, cue + before.length)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void mark_everyCueAtEveryPlace_isHeardThereAndMissedElsewhere(Cue cue) throws Exception {
    Path input = SoundFixtures.wav(directory.resolve("in.wav"), 16, 1, 22050);
    for (SoundPlace place : SoundPlace.values()) {
      Path output = directory.resolve("out.wav");
      Marked marked = mark("audio/wav", input, shown(cue, place), NO_MARK, output);
      MediaMarker marker = marker("audio/wav");
      assertThat(marker.missing(output, "audio/wav", marked)).isEmpty();
      assertThat(marker.missing(input, "audio/wav", marked)).isPresent();
      if (place == SoundPlace.START) {
        mark("audio/wav", input, shown(another(cue), place), NO_MARK, output);
        assertThat(marker.missing(output, "audio/wav", marked)).isPresent();
      }
    }
  }

  private static Cue another(Cue cue) {
    return cue == Cue.SPOKEN_CHINESE ? Cue.SPOKEN_ENGLISH : Cue.SPOKEN_CHINESE;
  }

  @Test
  void mark_quietAndLoudProgramme_cueIsAsLoud() throws Exception {
    for (double level : new double[] {0.06, 0.2}) {
      Loudness programme = new Loudness(16000, 1);
      float[] tone = new float[64000];
      for (int i = 0; i < tone.length; i++) {
        tone[i] = (float) (level * Math.sqrt(2) * Math.sin(i / 5.0));
      }
      programme.add(tone);
      assertThat(programme.rms()).isCloseTo(level, within(0.002));
      SoundCue cue = new SoundCue(Optional.of(SpokenClip.CHINESE), false, SoundPlace.START);
      Loudness voice = new Loudness(16000, 1);
      voice.add(cue.before(16000, programme.rms()));
      assertThat(voice.rms() / level).isBetween(0.6, 1.1);
    }
  }

  @Test
  void mark_wavWithWatermark_programmeIsMarkedAndCuesAreNot() throws Exception {
    Path input = SoundFixtures.wav(directory.resolve("in.wav"), 16, 2, 44100);
    Path output = directory.resolve("out.wav");
    OptionalLong payload = OptionalLong.of(5);
    Optional<ShownLabel> shown = shown(Cue.SPOKEN_ENGLISH_AND_MORSE, SoundPlace.START);
    Marked marked = mark("audio/wav", input, shown, payload, output);
    assertThat(marked.watermark()).isEqualTo(payload);
    assertThat(marked.notes()).isEmpty();
    MediaMarker marker = marker("audio/wav");
    assertThat(marker.missing(output, "audio/wav", marked)).isEmpty();
    Marked other = new Marked(marked.explicit(), OptionalLong.of(6), List.of());
    assertThat(marker.missing(output, "audio/wav", other))
        .hasValueSatisfying(what -> assertThat(what).contains("0000000000000006"));
    Marked only = mark("audio/wav", input, Optional.empty(), payload, output);
    assertThat(samples(output)).hasSameSizeAs(samples(input)).isNotEqualTo(samples(input));
    assertThat(marker.missing(output, "audio/wav", only)).isEmpty();
  }

  @Test
  @RequiresTool("sox")
  void mark_silence_hasNoRoomForAWatermarkAndSaysSo() throws Exception {
    Path input = directory.resolve("in.wav");
    Tool.run("sox", "-D", "-n", "-r", "16000", "-b", "16", "-c", "1", input, "trim", "0", "2");
    Path output = directory.resolve("out.wav");
    Marked marked =
        mark("audio/wav", input, shown(Cue.MORSE, SoundPlace.START), OptionalLong.of(1), output);
    assertThat(marked.watermark()).isEmpty();
    assertThat(marked.notes()).containsExactly(Notes.NO_ROOM_FOR_WATERMARK);
    assertThat(marker("audio/wav").missing(output, "audio/wav", marked)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mp3,  audio/mpeg, libmp3lame, 2, 44100, SPOKEN_CHINESE",
    "mp3,  audio/mpeg, libmp3lame, 1, 16000, SPOKEN_ENGLISH_AND_MORSE",
    "flac, audio/flac, flac,       2, 44100, SPOKEN_ENGLISH",
    "flac, audio/flac, flac,       6, 48000, MORSE",
    "ogg,  audio/ogg,  libopus,    1, 48000, SPOKEN_CHINESE",
    "ogg,  audio/ogg,  libvorbis,  2, 44100, SPOKEN_ENGLISH",
    "oga,  audio/ogg,  flac,       2, 44100, MORSE",
    "m4a,  audio/mp4,  aac,        2, 44100, SPOKEN_ENGLISH_AND_MORSE",
    "m4a,  audio/mp4,  aac,        6, 48000, SPOKEN_CHINESE"
  })
  @RequiresTool({"ffmpeg", "ffprobe"})
  void mark_filesOfAnotherEncoder_cueWatermarkAndTagsAreThere(
      String extension, String mimeType, String codec, int channels, int rate, Cue cue)
      throws Exception {
    Path input = directory.resolve("in." + extension);
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "anoisesrc=a=0.2:c=pink:d=3:r=" + rate + ":seed=7",
        "-ac",
        channels,
        "-c:a",
        codec,
        "-metadata",
        "title=Kept",
        "-metadata",
        "AIGC=old",
        "-movflags",
        "+use_metadata_tags",
        input);
    Path output = directory.resolve("out." + extension);
    OptionalLong payload = OptionalLong.of(3);
    Marked marked = mark(mimeType, input, shown(cue, SoundPlace.START_AND_END), payload, output);
    assertThat(marked.watermark()).isEqualTo(payload);
    assertThat(marker(mimeType).missing(output, mimeType, marked)).isEmpty();
    assertThat(Tool.run("ffprobe", "-v", "error", "-show_entries", TAGS, output))
        .contains("title=Kept")
        .contains("AIGC=old");
    double added =
        SoundCue.of(marked.explicit().orElseThrow()).orElseThrow().beforeMillis() / 1000.0
            + SoundCue.of(marked.explicit().orElseThrow()).orElseThrow().afterMillis() / 1000.0;
    String duration =
        Tool.run(
            "ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", output);
    assertThat(Double.parseDouble(duration.strip())).isBetween(3 + added - 0.1, 3 + added + 0.15);
  }

  @ParameterizedTest
  @CsvSource({"mp3,  audio/mpeg, libmp3lame", "flac, audio/flac, flac", "m4a, audio/mp4, aac"})
  @RequiresTool({"ffmpeg", "exiftool"})
  void mark_fileWithACover_coverStays(String extension, String mimeType, String codec)
      throws Exception {
    Path cover = LabelFixtures.png(directory.resolve("cover.png"), "noise", 90, 90);
    Path input = directory.resolve("in." + extension);
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "sine=330:d=1",
        "-i",
        cover,
        "-map",
        0,
        "-map",
        1,
        "-c:a",
        codec,
        "-c:v",
        "copy",
        "-disposition:v",
        "attached_pic",
        input);
    Path output = directory.resolve("out." + extension);
    Marked marked = mark(mimeType, input, shown(Cue.MORSE, SoundPlace.START), NO_MARK, output);
    assertThat(marked.notes()).isEmpty();
    Path found = directory.resolve("found.png");
    String tag = extension.equals("m4a") ? "-CoverArt" : "-Picture";
    Tool.run("sh", "-c", "exiftool -b " + tag + " '" + output + "' > '" + found + "'");
    assertThat(found).hasSameBinaryContentAs(cover);
  }

  @Test
  @RequiresTool("ffmpeg")
  void mark_flac_programmeIsLossless() throws Exception {
    Path wav = SoundFixtures.wav(directory.resolve("in.wav"), 24, 2, 48000);
    Path input = directory.resolve("in.flac");
    Tool.ffmpeg("-i", wav, "-c:a", "flac", input);
    Path output = directory.resolve("out.flac");
    mark("audio/flac", input, shown(Cue.MORSE, SoundPlace.START), NO_MARK, output);
    String cut = "atrim=start_sample=" + 48000 * 19 / 10;
    assertThat(
            Tool.run(
                "ffmpeg",
                "-v",
                "error",
                "-i",
                output,
                "-af",
                cut,
                "-f",
                "md5",
                "-c:a",
                "pcm_s24le",
                "-"))
        .isEqualTo(
            Tool.run("ffmpeg", "-v", "error", "-i", input, "-f", "md5", "-c:a", "pcm_s24le", "-"));
  }

  @ParameterizedTest
  @CsvSource({
    "-b:a 128k -ac 2 -ar 44100",
    "-q:a 4 -ac 1 -ar 22050",
    "-b:a 192k -ac 2 -ar 48000 -reservoir 0 -write_xing 0",
    "-b:a 32k -ac 1 -ar 11025"
  })
  @RequiresTool("ffmpeg")
  void mark_mp3WithoutWatermark_framesOfTheProgrammeStay(String coding) throws Exception {
    Path input = directory.resolve("in.mp3");
    List<Object> words = new java.util.ArrayList<>();
    words.addAll(List.of("-f", "lavfi", "-i", "anoisesrc=a=0.2:c=pink:d=2:seed=3", "-c:a"));
    words.add("libmp3lame");
    words.addAll(List.of((Object[]) coding.split(" ")));
    words.addAll(List.of("-write_id3v1", "1", "-metadata", "title=Kept", input));
    Tool.ffmpeg(words.toArray());
    Path output = directory.resolve("out.mp3");
    Marked marked =
        mark(
            "audio/mpeg",
            input,
            shown(Cue.SPOKEN_ENGLISH_AND_MORSE, SoundPlace.START_AND_END),
            NO_MARK,
            output);
    assertThat(marker("audio/mpeg").missing(output, "audio/mpeg", marked)).isEmpty();
    // The last kilobytes of sound before the ID3v1 tag stand unchanged within the output.
    byte[] in = Files.readAllBytes(input);
    String programme = latin(Arrays.copyOfRange(in, in.length - 128 - 6000, in.length - 128));
    assertThat(latin(Files.readAllBytes(output))).containsOnlyOnce(programme);
    assertThat(Tool.run("ffmpeg", "-v", "warning", "-i", output, "-f", "null", "-")).isEmpty();
    String duration =
        Tool.run(
            "ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", output);
    SoundCue cue = SoundCue.of(marked.explicit().orElseThrow()).orElseThrow();
    double expected = 2 + (cue.beforeMillis() + cue.afterMillis()) / 1000.0;
    assertThat(Double.parseDouble(duration.strip())).isBetween(expected - 0.05, expected + 0.5);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  @RequiresTool({"ffmpeg", "morse2ascii"})
  void mark_rhythmAtBothEnds_anotherDecoderReadsAi() throws Exception {
    Path input = directory.resolve("in.mp3");
    Tool.ffmpeg("-f", "lavfi", "-i", "sine=330:d=2", "-c:a", "libmp3lame", input);
    Path output = directory.resolve("out.mp3");
    mark("audio/mpeg", input, shown(Cue.MORSE, SoundPlace.START_AND_END), NO_MARK, output);
    for (String window : List.of("-t 1.7", "-sseof -1.8")) {
      Path cut = directory.resolve("cut.wav");
      String whole =
          "ffmpeg -v error -y -i '%s' -ac 1 '%s'".formatted(output, directory + "/w.wav");
      Tool.run("sh", "-c", whole);
      Tool.run(
          "sh",
          "-c",
          "ffmpeg -v error -y %s -i '%s' '%s'".formatted(window, directory + "/w.wav", cut));
      assertThat(Tool.run("sh", "-c", "morse2ascii '" + cut + "' 2>/dev/null").strip())
          .isEqualTo("ai");
    }
  }
}
