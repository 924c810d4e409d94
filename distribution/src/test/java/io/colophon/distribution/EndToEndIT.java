package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.longrunning.Operation;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.ProvenanceReader;
import io.colophon.labeling.provenance.RecordFilter;
import io.colophon.provider.testkit.RequiresTool;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.VerifyContentResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out of the embedded default, judged by our verifier and by programs not ours. */
class EndToEndIT {
  private static final Pattern PRODUCE_ID = Pattern.compile("\"ProduceID\":\"[^\"]+\"");

  @TempDir static Path folder;
  private static Gateway gateway;
  private static Doors doors;

  @BeforeAll
  static void start() throws IOException {
    gateway =
        Gateway.start(GatewayOptions.embedded(folder.resolve("data")), ProviderRegistry.discover());
    doors = Doors.at(gateway.addresses().grpc());
  }

  @AfterAll
  static void stop() {
    doors.close();
    gateway.close();
  }

  @Test
  void text_generated_bearsItsLabelAndIsOnTheRecord() throws Exception {
    GenerateResponse response = doors.generations().generate(Requests.text(24));
    String text = response.getOutputs(0).getText();

    Path file = Files.writeString(folder.resolve("text.txt"), text);
    assertThat(text).endsWith("AI-generated");
    Checked.of(doors, file, "text/plain", response.getReceipt()).isUnsigned("eu-short-text");
    assertThat(onRecord(file)).isTrue();
  }

  /** Last is the reason why a format cannot be signed; empty where it is to be. */
  static Stream<Arguments> media() {
    String noPlace = "no-credentials-for-format";
    return Stream.of(
        Arguments.of("picture.png", "image/png", Requests.image("image/png"), "png", ""),
        Arguments.of("picture.jpg", "image/jpeg", Requests.image("image/jpeg"), "mjpeg", ""),
        Arguments.of("picture.webp", "image/webp", Requests.image("image/webp"), "webp", ""),
        Arguments.of("speech.wav", "audio/wav", Requests.speech("audio/wav"), "pcm_s16le", ""),
        Arguments.of("speech.mp3", "audio/mpeg", Requests.speech("audio/mpeg"), "mp3", ""),
        Arguments.of("speech.ogg", "audio/ogg", Requests.speech("audio/ogg"), "opus", noPlace),
        Arguments.of("speech.flac", "audio/flac", Requests.speech("audio/flac"), "flac", noPlace),
        Arguments.of("music.wav", "audio/wav", Requests.music("audio/wav"), "pcm_s16le", ""),
        Arguments.of("music.mp3", "audio/mpeg", Requests.music("audio/mpeg"), "mp3", ""),
        Arguments.of(
            "film.mp4", "video/mp4", Requests.video("video/mp4", 2, 512, 288), "h264,aac", ""),
        Arguments.of(
            "film.webm",
            "video/webm",
            Requests.video("video/webm", 2, 512, 288),
            "vp9,opus",
            noPlace));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("media")
  @RequiresTool({"exiftool", "ffprobe"})
  void media_ofEachFormat_isReadElsewhereAndBearsEachLayer(
      String name, String mimeType, GenerateRequest request, String codecs, String unsigned)
      throws Exception {
    GenerateResponse response = doors.generations().generate(request);

    assertThat(response.getOutputsCount()).isOne();
    assertThat(response.getOutputs(0).getMedia().getMimeType()).isEqualTo(mimeType);
    Path file = write(name, response.getOutputs(0).getMedia().getData());
    Checked checked = Checked.of(doors, file, mimeType, response.getReceipt()).isMarked();
    if (unsigned.isEmpty()) {
      checked.isSigned();
    } else {
      checked.isUnsigned(unsigned);
    }
    assertThat(onRecord(file)).isTrue();
    // exiftool keeps a chunk it does not know from sight unless asked for its bytes.
    String binary = mimeType.equals("audio/wav") ? "-b" : "-a";
    assertThat(labels(Tool.run("exiftool", "-a", "-U", binary, file), checked)).isOne();
    assertThat(
            Tool.run(
                    "ffprobe",
                    "-v",
                    "error",
                    "-show_entries",
                    "stream=codec_name",
                    "-of",
                    "csv=p=0",
                    file)
                .strip()
                .replace('\n', ','))
        .isEqualTo(codecs);
  }

  @Test
  void midi_generated_bearsOneLabel() throws Exception {
    GenerateResponse response = doors.generations().generate(Requests.music("audio/midi"));

    Path file = write("music.mid", response.getOutputs(0).getMedia().getData());
    Checked checked =
        Checked.of(doors, file, "audio/midi", response.getReceipt())
            .isUnsigned("no-credentials-for-format")
            .isUnmarked("no-watermark-for-format");
    assertThat(onRecord(file)).isTrue();
    assertThat(labels(Files.readString(file, StandardCharsets.ISO_8859_1), checked)).isOne();
  }

  @Test
  void stream_ofPicture_isOnRecordBeforeItsFirstByte() throws Exception {
    Iterator<GenerationEvent> events =
        doors.generations().streamGenerate(Requests.image("image/png"));

    GenerationEvent last = events.next();
    assertThat(last.hasStarted()).isTrue();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<LogEntry> before = List.of();
    while (events.hasNext()) {
      last = events.next();
      if (last.hasMediaChunk() && bytes.size() == 0) {
        before = records();
      }
      last.getMediaChunk().getData().writeTo(bytes);
    }
    assertThat(last.hasFinished()).isTrue();
    Path file = write("streamed.png", ByteString.copyFrom(bytes.toByteArray()));
    Checked.of(doors, file, "image/png", last.getFinished().getReceipt()).isSigned().isMarked();
    assertThat(before).extracting(entry -> entry.record().output().sha256()).contains(digest(file));
  }

  @Test
  void job_forVideo_endsWithTheLabelledFile() throws Exception {
    Operation started =
        doors.generations().startGeneration(Requests.video("video/mp4", 1, 512, 288));
    Operation ended =
        doors
            .operations()
            .waitOperation(
                WaitOperationRequest.newBuilder()
                    .setName(started.getName())
                    .setTimeout(Duration.newBuilder().setSeconds(60))
                    .build());

    assertThat(ended.hasResponse()).as("%s", ended).isTrue();
    GenerateResponse response = ended.getResponse().unpack(GenerateResponse.class);
    Path file = write("job.mp4", response.getOutputs(0).getMedia().getData());
    Checked.of(doors, file, "video/mp4", response.getReceipt()).isSigned().isMarked();
    assertThat(onRecord(file)).isTrue();
  }

  @Test
  void picture_withoutItsMetadata_isStillKnown() throws Exception {
    GenerateResponse response = doors.generations().generate(Requests.image("image/png"));
    Path file = write("whole.png", response.getOutputs(0).getMedia().getData());
    BufferedImage pixels = ImageIO.read(file.toFile());
    Path stripped = folder.resolve("stripped.png");
    ImageIO.write(pixels, "png", stripped.toFile());

    VerifyContentResponse found = Checked.verify(doors, Files.readAllBytes(stripped));

    assertThat(found.getLabelsList()).isEmpty();
    assertThat(found.hasCredentials()).isFalse();
    assertThat(found.getWatermark().getPayload())
        .isEqualTo(response.getReceipt().getLabels(0).getWatermarkPayload());
    assertThat(found.getCopies(0).getLogIndex())
        .isEqualTo(response.getReceipt().getOutputs(0).getLogIndex());
  }

  /** How often the label that our verifier found stands in what another program shows. */
  private static long labels(String shown, Checked checked) {
    Matcher id = PRODUCE_ID.matcher(checked.aigc());
    assertThat(id.find()).as("%s", checked.aigc()).isTrue();
    return Pattern.compile(Pattern.quote(id.group())).matcher(shown).results().count();
  }

  private static Path write(String name, ByteString bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  /** Whether the log, read beside the running server, holds the digest of this file. */
  private static boolean onRecord(Path file) throws Exception {
    try (ProvenanceReader log = ProvenanceLog.openReadOnly(folder.resolve("data/provenance"))) {
      return !log.findBySha256(digest(file)).isEmpty();
    }
  }

  private static List<LogEntry> records() throws IOException {
    try (ProvenanceReader log = ProvenanceLog.openReadOnly(folder.resolve("data/provenance"))) {
      return log.list(RecordFilter.all(), 0, 1000).items();
    }
  }

  private static String digest(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
