package io.colophon.labeling.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.provider.testkit.RequiresTool;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies are made by ffmpeg; the code of sounds is held against fpcalc of Chromaprint. */
class FingerprinterTest {
  private static final String TUNE =
      "aevalsrc='0.2*sin(2*PI*t*(220+110*floor(mod(t*2,5))))"
          + "+0.15*sin(2*PI*t*(330+55*floor(mod(t*3,7))))"
          + "+0.1*sin(2*PI*t*(523+30*floor(mod(t*1.3,9))))':s=44100:d=12";

  @TempDir Path folder;

  @Test
  void of_png_isDigestOfSizeAndRgba() throws Exception {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
    picture.setRGB(0, 0, 0xFF010203);
    picture.setRGB(1, 0, 0x80FFFEFD);
    Path file = png(picture);

    byte[] normal = HexFormat.of().parseHex("0000000200000001" + "010203ff" + "fffefd80");
    assertThat(Fingerprinter.of(file, "image/png").samples())
        .contains(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(normal)));
  }

  @Test
  void of_pictureWithAndWithoutMetadata_hasEqualSamples() throws IOException {
    Path plain = png(PdqTest.picture(300, 200));
    byte[] bytes = Files.readAllBytes(plain);
    byte[] text = HexFormat.of().parseHex("00000003" + "74455874" + "410042" + "4e8a6e35");
    byte[] longer = Arrays.copyOf(bytes, bytes.length + text.length);
    System.arraycopy(text, 0, longer, 33, text.length);
    System.arraycopy(bytes, 33, longer, 33 + text.length, bytes.length - 33);
    Path labelled = Files.write(folder.resolve("l.png"), longer);

    assertThat(Fingerprinter.of(labelled, "image/png"))
        .isEqualTo(Fingerprinter.of(plain, "image/png"));
  }

  @Test
  @RequiresTool("ffmpeg")
  void of_pictureCodedAnew_matchesWithin31Bits() throws Exception {
    Path plain = png(PdqTest.picture(700, 500));
    PictureHash known = hash(plain, "image/png");

    assertThat(known.distance(hash(ffmpeg(plain, "q.jpg", "-q:v", "8"), "image/jpeg")))
        .isLessThanOrEqualTo(PictureHash.MATCH);
    assertThat(
            known.distance(hash(ffmpeg(plain, "half.jpg", "-vf", "scale=350:250"), "image/jpeg")))
        .isLessThanOrEqualTo(PictureHash.MATCH);
    assertThat(known.distance(hash(ffmpeg(plain, "b.webp", "-vf", "gblur=1"), "image/webp")))
        .isLessThanOrEqualTo(PictureHash.MATCH);
  }

  @Test
  @RequiresTool({"ffmpeg", "fpcalc"})
  void of_sound_isTheCodeOfChromaprint() throws Exception {
    for (String rate : List.of("11025", "44100")) {
      Path wav = tune("t" + rate + ".wav", "-ar", rate, "-c:a", "pcm_s16le");

      assertThat(code(wav, "audio/wav").words()).isEqualTo(fpcalc(wav));
    }
  }

  @Test
  @RequiresTool("ffmpeg")
  void of_soundCodedAnew_differsInFewBits() throws Exception {
    SoundCode known = code(tune("t.wav", "-c:a", "pcm_s16le"), "audio/wav");

    SoundCode mp3 = code(tune("t.mp3", "-b:a", "64k"), "audio/mpeg");
    SoundCode opus = code(tune("t.ogg", "-c:a", "libopus", "-b:a", "32k"), "audio/ogg");

    assertThat(SoundTable.differing(mp3, known, 0)).isLessThan(0.05);
    assertThat(SoundTable.differing(opus, known, 0)).isLessThan(0.05);
  }

  @Test
  @RequiresTool("ffmpeg")
  void forSearch_soundCutAnywhere_isFoundAtOneShift() throws Exception {
    Path whole = tune("t.wav", "-c:a", "pcm_s16le");
    for (String from : List.of("2.03", "2.06", "2.09")) {
      Path cut = ffmpeg(whole, "cut" + from + ".mp3", "-ss", from, "-b:a", "64k");
      try (FingerprintIndex index =
          FingerprintIndex.open(folder.resolve("index" + from), 10, true)) {
        index.add(3, Fingerprinter.of(whole, "audio/wav"), OptionalLong.empty());

        List<CopyMatch> found = new ArrayList<>();
        for (Fingerprints prints : Fingerprinter.forSearch(cut, "audio/mpeg")) {
          found.addAll(index.find(prints, OptionalLong.empty()));
        }

        assertThat(found).extracting(CopyMatch::record).contains(3L);
        assertThat(found.stream().mapToDouble(CopyMatch::difference).min().orElseThrow())
            .isLessThan(0.15);
      }
    }
  }

  @Test
  @RequiresTool("ffmpeg")
  void of_filmCodedAnew_matchesByFramesAndSound() throws Exception {
    Path film = film("f.mp4", "-c:v", "libx264", "-g", "30", "-crf", "18");
    Path copy = folder.resolve("c.webm");
    run(
        "-i",
        film.toString(),
        "-c:v",
        "libvpx",
        "-b:v",
        "400k",
        "-g",
        "17",
        "-c:a",
        "libopus",
        "-vf",
        "scale=160:120",
        copy.toString());

    Fingerprints known = Fingerprinter.of(film, "video/mp4");
    Fingerprints found = Fingerprinter.of(copy, "video/webm");

    assertThat(known.pictures()).hasSize(4);
    assertThat(known.pictures().stream().map(PictureCode::atMillis).toList())
        .containsExactly(520L, 1520L, 2520L, 3520L);
    for (int i = 0; i < 4; i++) {
      assertThat(known.pictures().get(i).hash().distance(found.pictures().get(i).hash()))
          .isLessThanOrEqualTo(PictureHash.MATCH);
    }
    assertThat(SoundTable.differing(found.sound().orElseThrow(), known.sound().orElseThrow(), 0))
        .isLessThan(0.15);
  }

  @Test
  @RequiresTool("ffmpeg")
  void of_filmInAnotherContainer_hasEqualSamples() throws Exception {
    Path film = film("f.mp4", "-c:v", "libx264");
    Path copy = folder.resolve("c.mkv");
    run("-i", film.toString(), "-c", "copy", copy.toString());

    assertThat(Fingerprinter.of(copy, "video/x-matroska").samples())
        .isEqualTo(Fingerprinter.of(film, "video/mp4").samples());
  }

  @Test
  void of_typesWithoutSamples_isNone() throws IOException {
    Path text = Files.writeString(folder.resolve("t.md"), "# words");

    assertThat(Fingerprinter.of(text, "text/markdown")).isEqualTo(Fingerprints.none());
    assertThat(Fingerprinter.of(text, "audio/midi")).isEqualTo(Fingerprints.none());
  }

  @Test
  void of_damagedFile_isToldAsSuch() throws IOException {
    Path broken = Files.writeString(folder.resolve("b.png"), "not a picture at all");

    assertThatThrownBy(() -> Fingerprinter.of(broken, "image/png"))
        .isInstanceOf(MalformedMediaException.class);
    assertThatThrownBy(() -> Fingerprinter.of(broken, "video/mp4"))
        .isInstanceOf(MalformedMediaException.class);
    assertThatThrownBy(() -> Fingerprinter.of(broken, "audio/mpeg"))
        .isInstanceOf(MalformedMediaException.class);
  }

  private Path png(BufferedImage picture) throws IOException {
    Path file = folder.resolve("p.png");
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  private static PictureHash hash(Path file, String type) throws IOException {
    return Fingerprinter.of(file, type).pictures().get(0).hash();
  }

  private static SoundCode code(Path file, String type) throws IOException {
    return Fingerprinter.of(file, type).sound().orElseThrow();
  }

  private Path ffmpeg(Path from, String to, String... options) throws Exception {
    Path file = folder.resolve(to);
    run(with(List.of("-i", from.toString()), options, file));
    return file;
  }

  private Path tune(String name, String... options) throws Exception {
    Path file = folder.resolve(name);
    run(with(List.of("-f", "lavfi", "-i", TUNE), options, file));
    return file;
  }

  private Path film(String name, String... options) throws Exception {
    Path file = folder.resolve(name);
    List<String> inputs =
        List.of(
            "-f",
            "lavfi",
            "-i",
            "mandelbrot=size=320x240:rate=25",
            "-f",
            "lavfi",
            "-i",
            TUNE,
            "-t",
            "4",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac");
    run(with(inputs, options, file));
    return file;
  }

  private static String[] with(List<String> inputs, String[] options, Path file) {
    return java.util.stream.Stream.of(inputs, List.of(options), List.of(file.toString()))
        .flatMap(List::stream)
        .toArray(String[]::new);
  }

  private static void run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  private static int[] fpcalc(Path file) throws Exception {
    Process process =
        new ProcessBuilder("fpcalc", "-raw", file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String line =
        process
            .inputReader()
            .lines()
            .filter(text -> text.startsWith("FINGERPRINT="))
            .collect(Collectors.joining());
    process.waitFor();
    return Arrays.stream(line.substring("FINGERPRINT=".length()).split(","))
        .mapToInt(Integer::parseUnsignedInt)
        .toArray();
  }
}
