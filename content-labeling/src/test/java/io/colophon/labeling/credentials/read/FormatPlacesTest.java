package io.colophon.labeling.credentials.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.Tool;
import io.colophon.labeling.container.AviFormat;
import io.colophon.labeling.container.GifFormat;
import io.colophon.labeling.container.JpegFormat;
import io.colophon.labeling.container.LabelSink;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.Mp3Format;
import io.colophon.labeling.container.PngFormat;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import io.colophon.labeling.container.TiffFormat;
import io.colophon.labeling.container.WavFormat;
import io.colophon.labeling.container.WebpFormat;
import io.colophon.labeling.credentials.C2paTools;
import io.colophon.labeling.credentials.read.ManifestReport.State;
import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every format finds the manifest that C2PA's reference implementation put into a file. */
@RequiresTool({"node", "ffmpeg"})
class FormatPlacesTest {
  private static final TestSigner SIGNER = TestSigner.of(SignatureAlgorithm.ES256);
  private static final Map<String, MediaFormat> FORMATS =
      Map.of(
          "png", new PngFormat(),
          "jpg", new JpegFormat(),
          "webp", new WebpFormat(),
          "gif", new GifFormat(),
          "tiff", new TiffFormat(),
          "wav", new WavFormat(),
          "mp3", new Mp3Format(),
          "avi", new AviFormat());

  @TempDir Path folder;

  @BeforeAll
  static void packages() {
    C2paTools.require();
  }

  @ParameterizedTest
  @CsvSource({
    "png,image/png,testsrc=s=64x48:d=0.1",
    "jpg,image/jpeg,testsrc=s=64x48:d=0.1",
    "webp,image/webp,testsrc=s=64x48:d=0.1",
    "gif,image/gif,testsrc=s=64x48:d=0.1",
    "tiff,image/tiff,testsrc=s=64x48:d=0.1",
    "wav,audio/wav,sine=f=440:d=1",
    "mp3,audio/mpeg,sine=f=440:d=1",
    "avi,video/avi,testsrc=s=64x48:r=5:d=1"
  })
  void read_fileOfReferenceImplementation_findsItsStore(String end, String type, String source)
      throws Exception {
    Path plain = folder.resolve("plain." + end);
    if (type.startsWith("image")) {
      Tool.ffmpeg("-f", "lavfi", "-i", source, "-frames:v", "1", plain);
    } else {
      Tool.ffmpeg("-f", "lavfi", "-i", source, plain);
    }
    Path file = folder.resolve("signed." + end);
    C2paTools.sign(
        plain,
        type,
        "{\"claim_generator_info\": [{\"name\": \"Other\"}], \"assertions\": [{\"label\":"
            + " \"c2pa.actions.v2\", \"data\": {\"actions\": [{\"action\": \"c2pa.created\","
            + " \"digitalSourceType\": \""
            + Forge.AI
            + "\"}]}}]}",
        null,
        "es256",
        SIGNER.keyPem(),
        SIGNER.chainPem(),
        file);
    try (Source signed = Source.open(file)) {
      List<StorePlace> places = places(FORMATS.get(end), signed);
      assertThat(places).hasSize(1);
      ManifestReport report =
          new ManifestValidator(SIGNER.anchors(), Clock.systemUTC())
              .validate(signed, places.get(0));
      assertThat(report.failures()).isEmpty();
      assertThat(report.state()).isEqualTo(State.TRUSTED);
    }
  }

  private static List<StorePlace> places(MediaFormat format, Source file) throws IOException {
    List<StorePlace> places = new ArrayList<>();
    format.read(
        file,
        new LabelSink() {
          @Override
          public void label(String carrier, String raw) {}

          @Override
          public void manifest(StorePlace place) {
            places.add(place);
          }

          @Override
          public void note(String code, String detail) {}

          @Override
          public void broken(String code, String detail) {
            throw new AssertionError(code + ": " + detail);
          }
        });
    return places;
  }
}
