package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.Signing;
import io.colophon.labeling.Tool;
import io.colophon.labeling.credentials.C2paTools;
import io.colophon.labeling.credentials.EmbeddedAuthority;
import io.colophon.labeling.credentials.GeneratorInfo;
import io.colophon.labeling.credentials.SigningCredentials;
import io.colophon.labeling.credentials.read.ManifestValidator;
import io.colophon.labeling.credentials.read.TrustAnchors;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variants of film containers whose manifests another implementation has to accept. */
@RequiresTool({"ffmpeg", "node"})
class FilmCredentialsTest {
  private static final LabelPlan METADATA = new LabelPlan(Optional.empty(), List.of(), false, true);

  @TempDir static Path directory;
  private static EmbeddedAuthority authority;
  private static Labeler labeler;

  @BeforeAll
  static void open() throws Exception {
    C2paTools.require();
    Clock clock = Clock.systemUTC();
    authority =
        EmbeddedAuthority.open(directory.resolve("keys"), "Acme", clock, new SecureRandom());
    SigningCredentials credentials =
        new SigningCredentials(
            authority,
            Optional.empty(),
            SigningCredentials.Settings.of(new GeneratorInfo("Colophon", "0.1.0")),
            clock,
            UUID::randomUUID);
    ManifestValidator validator =
        new ManifestValidator(TrustAnchors.of(List.of(authority.root())), clock);
    Path scratch = Files.createDirectory(directory.resolve("scratch"));
    labeler = new Labeler(scratch, Optional.of(new Signing(credentials, validator)));
  }

  private static Path film(String name, String options) throws Exception {
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

  private static void requireTrusted(Path input, String mimeType) throws Exception {
    Path output = directory.resolve("out-" + input.getFileName());
    AppliedLabel applied =
        labeler.label(
            input,
            mimeType,
            LabelFixtures.order(Jurisdiction.CN, Jurisdiction.EU),
            METADATA,
            output);
    assertThat(applied.credentials()).isPresent();
    String anchors = Files.readString(authority.rootFile());
    C2paTools.Reading reading = C2paTools.wasm(output, mimeType, anchors);
    assertThat(reading.state())
        .as("%s %s", reading.failure(), reading.store())
        .isEqualTo("Trusted");
    assertThat(FilmCopies.frames(output)).isEqualTo(FilmCopies.frames(input));
    // One byte of the last sample is another: found out.
    byte[] bytes = Files.readAllBytes(output);
    int at = lastSample(bytes);
    bytes[at] ^= 1;
    Path broken = Files.write(directory.resolve("broken-" + input.getFileName()), bytes);
    assertThat(C2paTools.wasm(broken, mimeType, anchors).failures())
        .containsAnyOf("assertion.bmffHash.mismatch", "assertion.dataHash.mismatch");
  }

  private static int lastSample(byte[] film) {
    String text = new String(film, java.nio.charset.StandardCharsets.ISO_8859_1);
    return Math.max(text.lastIndexOf("mdat"), text.lastIndexOf("movi")) + 40;
  }

  @ParameterizedTest
  @CsvSource({
    "first.mp4,     video/mp4,       -c:v libx264 -g 10 -c:a aac -movflags +faststart",
    "fragments.mp4, video/mp4,       -c:v libx264 -g 10 -c:a aac -movflags"
        + " +frag_keyframe+empty_moov",
    "dash.mp4,      video/mp4,       -c:v libx264 -g 10 -an -movflags"
        + " +frag_keyframe+dash+global_sidx+default_base_moof",
    "quick.mov,     video/quicktime, -c:v mjpeg -pix_fmt yuvj420p -c:a pcm_s16le -movflags"
        + " +faststart",
    "sound.m4a,     audio/mp4,       -vn -c:a aac",
    "pictures.avi,  video/x-msvideo, -c:v mjpeg -pix_fmt yuvj420p -c:a pcm_s16le"
  })
  void label_filmsOfFfmpeg_manifestIsTrusted(String name, String mimeType, String options)
      throws Exception {
    requireTrusted(film(name, options), mimeType);
  }

  /** The last box may leave its length away, and any may tell it in 64 bits. */
  @Test
  void label_boxesOfOtherLengths_manifestIsTrusted() throws Exception {
    byte[] film =
        Files.readAllBytes(film("plain.mp4", "-c:v libx264 -c:a aac -movflags +faststart"));
    ByteBuffer boxes = ByteBuffer.wrap(film);
    int at = 0;
    while (at + boxes.getInt(at) < film.length) {
      at += boxes.getInt(at);
    }
    assertThat(boxes.getInt(at + 4)).isEqualTo(0x6D646174);
    boxes.putInt(at, 0);
    requireTrusted(Files.write(directory.resolve("open.mp4"), film), "video/mp4");
    // ffmpeg leaves a free box of eight bytes before mdat, which a long header swallows.
    assertThat(boxes.getInt(at - 4)).isEqualTo(0x66726565);
    boxes.putInt(at - 8, 1).putInt(at - 4, 0x6D646174).putLong(at, film.length - at + 8L);
    requireTrusted(Files.write(directory.resolve("long.mp4"), film), "video/mp4");
  }

  @Test
  void label_quickTimeWithoutType_getsOneAndAManifest() throws Exception {
    byte[] film = Files.readAllBytes(film("typed.mov", "-c:v mpeg4 -c:a pcm_s16le"));
    ByteBuffer boxes = ByteBuffer.wrap(film);
    // The type becomes room without meaning, as films before 2001 have none.
    boxes.putInt(4, 0x77696465);
    requireTrusted(Files.write(directory.resolve("old.mov"), film), "video/quicktime");
  }

  @Test
  void label_filmsOfLongLength_openDmlIsReadByOurValidator() throws Exception {
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=128x96:r=10:d=2",
        "-c:v",
        "mjpeg",
        "-pix_fmt",
        "yuvj420p",
        directory.resolve("%02d.jpg"));
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      pictures.add(Files.readAllBytes(directory.resolve(String.format("%02d.jpg", i))));
    }
    Path input = Files.write(directory.resolve("odml.avi"), OpenDml.film(pictures, 128, 96));
    requireTrusted(input, "video/x-msvideo");
  }

  @Test
  void label_filmTwice_manifestOfTheFirstIsItsParent() throws Exception {
    Path input = film("twice.mp4", "-c:v libx264 -c:a aac");
    Path one = directory.resolve("one.mp4");
    AppliedLabel first =
        labeler.label(input, "video/mp4", LabelFixtures.order(Jurisdiction.CN), METADATA, one);
    Path two = directory.resolve("two.mp4");
    AppliedLabel second =
        labeler.label(one, "video/mp4", LabelFixtures.order(Jurisdiction.CN), METADATA, two);
    assertThat(second.credentials().orElseThrow().parent())
        .contains(first.credentials().orElseThrow().manifest());
    C2paTools.Reading reading =
        C2paTools.wasm(two, "video/mp4", Files.readString(authority.rootFile()));
    assertThat(reading.state()).isEqualTo("Trusted");
    assertThat(Arrays.asList(reading.deltas().toArray())).isEmpty();
  }
}
