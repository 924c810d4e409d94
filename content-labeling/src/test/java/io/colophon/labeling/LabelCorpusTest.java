package io.colophon.labeling;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.container.Source;
import io.colophon.labeling.credentials.C2paTools;
import io.colophon.labeling.credentials.EmbeddedAuthority;
import io.colophon.labeling.credentials.GeneratorInfo;
import io.colophon.labeling.credentials.SigningCredentials;
import io.colophon.labeling.credentials.read.ManifestReport;
import io.colophon.labeling.credentials.read.ManifestValidator;
import io.colophon.labeling.credentials.read.TrustAnchors;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every cell of the table of formats: a file of another encoder gets every layer that its format
 * takes, our reader and independent readers accept it, and it can be labelled again.
 */
@RequiresTool({"ffmpeg", "convert", "ffprobe", "exiftool", "node", "qpdf"})
class LabelCorpusTest {
  @TempDir static Path directory;
  private static EmbeddedAuthority authority;
  private static ManifestValidator validator;
  private static Labeler labeler;

  @BeforeAll
  static void open() throws Exception {
    C2paTools.require();
    Clock clock = Clock.systemUTC();
    authority =
        EmbeddedAuthority.open(directory.resolve("keys"), "Acme", clock, new SecureRandom());
    validator = new ManifestValidator(TrustAnchors.of(List.of(authority.root())), clock);
    SigningCredentials credentials =
        new SigningCredentials(
            authority,
            Optional.empty(),
            SigningCredentials.Settings.of(new GeneratorInfo("Colophon", "0.1.0")),
            clock,
            UUID::randomUUID);
    Path scratch = Files.createDirectory(directory.resolve("scratch"));
    labeler = new Labeler(scratch, Optional.of(new Signing(credentials, validator)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a.png,  image/png,        XMP-TC260:AIGC,    true,  true",
    "a.jpg,  image/jpeg,       XMP-TC260:AIGC,    true,  true",
    "a.webp, image/webp,       XMP-TC260:AIGC,    true,  true",
    "a.gif,  image/gif,        XMP-TC260:AIGC,    true,  false",
    "a.tiff, image/tiff,       XMP-TC260:AIGC,    true,  true",
    "a.wav,  audio/wav,        RIFF:Unknown_AIGC, true,  true",
    "a.mp3,  audio/mpeg,       ID3:UserDefinedText, true,  true",
    "a.flac, audio/flac,       Vorbis:Aigc,       false, true",
    "a.ogg,  audio/ogg,        Vorbis:Aigc,       false, true",
    "a.opus, audio/ogg,        Vorbis:Aigc,       false, true",
    "a.m4a,  audio/mp4,        Keys:AIGC,         true,  true",
    "a.mp4,  video/mp4,        Keys:AIGC,         true,  true",
    "a.mov,  video/quicktime,  Keys:AIGC,         true,  true",
    "a.webm, video/webm,       ffprobe,          false, true",
    "a.mkv,  video/x-matroska, ffprobe,          false, true",
    "a.avi,  video/x-msvideo,  RIFF:Unknown_AIGC, true,  true",
    "a.flv,  video/x-flv,      Flash:AIGC,        false, true",
    "a.pdf,  application/pdf,  PDF:AIGC,          false, false",
    "a.html, text/html,        -,                 false, false",
    "a.md,   text/markdown,    -,                 false, false"
  })
  void label_fileOfAnotherEncoder_everyLayerIsFoundByOthers(
      String name, String mimeType, String tag, boolean credentials, boolean watermark)
      throws Exception {
    Path input = CorpusFiles.make(directory, name);
    Path output = directory.resolve("labelled-" + name);
    AppliedLabel applied = labeler.label(input, mimeType, order("one"), plan(), output);

    assertThat(applied.explicit()).isPresent();
    assertThat(applied.credentials().isPresent()).as("credentials").isEqualTo(credentials);
    assertThat(applied.watermark().isPresent()).as("watermark").isEqualTo(watermark);
    accepted(output, mimeType, tag, "one", credentials, false);

    Path again = directory.resolve("again-" + name);
    LabelPlan metadataOnly = new LabelPlan(Optional.empty(), List.of(), false, true);
    AppliedLabel second = labeler.label(output, mimeType, order("two"), metadataOnly, again);
    assertThat(second.explicit()).isEmpty();
    accepted(again, mimeType, tag, "two", credentials, true);
    if (credentials) {
      assertThat(second.credentials().orElseThrow().parent())
          .isEqualTo(applied.credentials().map(CredentialLabel::manifest));
    }
  }

  @Test
  void label_signedFileHandedOn_keepsItsProducerAndItsManifest() throws Exception {
    Path input = CorpusFiles.make(directory, "mine.png");
    Path made = directory.resolve("made.png");
    AppliedLabel first = labeler.label(input, "image/png", order("made"), plan(), made);
    AigcLabel label =
        AigcLabel.propagated(
            Optional.of(AigcLabel.generated(order("made"))), "1", "distributor", "passed-1");
    LabelOrder order =
        new LabelOrder(
            Set.of(Jurisdiction.CN),
            "distributor",
            "passed-1",
            "",
            "",
            Instant.parse("2026-11-22T01:02:03Z"),
            Origin.PASSED_ON);
    LabelPlan nothingShown = new LabelPlan(Optional.empty(), List.of(), false, true);
    Path passedOn = directory.resolve("passed-on.png");
    AppliedLabel second = labeler.label(made, "image/png", order, label, nothingShown, passedOn);

    assertThat(second.credentials().orElseThrow().parent())
        .isEqualTo(first.credentials().map(CredentialLabel::manifest));
    AigcLabel read = new ContentVerifier().verify(passedOn).layers().get(0).fields().orElseThrow();
    assertThat(read.produceId()).isEqualTo("made");
    assertThat(read.propagateId()).isEqualTo("passed-1");
    C2paTools.Reading reading =
        C2paTools.wasm(passedOn, "image/png", Files.readString(authority.rootFile()));
    assertThat(reading.state()).as("%s", reading.failure()).isEqualTo("Trusted");
  }

  private static void accepted(
      Path file, String mimeType, String tag, String id, boolean credentials, boolean parent)
      throws Exception {
    Verdict verdict = new ContentVerifier().verify(file);
    assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.LABELED);
    if (!tag.equals("-")) {
      String read = read(tag, file);
      assertThat(read.split("\"ProduceID\":\"" + id + "\"", -1)).as(read).hasSize(2);
      assertThat(read.split("ContentProducer", -1)).as(read).hasSize(2);
    }
    if (!credentials) {
      return;
    }
    try (Source source = Source.open(file)) {
      ManifestReport report = validator.validate(source, verdict.store().orElseThrow());
      assertThat(report.state()).as("%s", report).isEqualTo(ManifestReport.State.TRUSTED);
      assertThat(report.ingredients()).hasSize(parent ? 1 : 0);
    }
    C2paTools.Reading reading =
        C2paTools.wasm(file, mimeType, Files.readString(authority.rootFile()));
    assertThat(reading.state())
        .as("%s %s", reading.failure(), reading.store())
        .isEqualTo("Trusted");
    assertThat(reading.deltas()).isEmpty();
    if (Set.of("image/png", "image/jpeg", "audio/mpeg").contains(mimeType)) {
      assertThat(C2paTools.ts(file).state()).isEqualTo("Valid");
    }
  }

  private static String read(String tag, Path file) throws Exception {
    if (tag.equals("ffprobe")) {
      String tags = Tool.run("ffprobe", "-v", "error", "-show_entries", "format_tags", file);
      return tags.substring(tags.indexOf("AIGC="));
    }
    return Tool.run("exiftool", "-U", "-a", "-b", "-" + tag, file);
  }

  private static LabelPlan plan() {
    return new LabelPlan(Optional.of(ShownLabel.of(ShownLabel.CHINESE)), List.of(), true, true);
  }

  private static LabelOrder order(String id) {
    return new LabelOrder(
        Set.of(Jurisdiction.CN, Jurisdiction.EU, Jurisdiction.US_CA),
        LabelFixtures.PRODUCER,
        id,
        "colophon-local",
        "0.1",
        Instant.parse("2026-11-22T01:02:03Z"));
  }
}
