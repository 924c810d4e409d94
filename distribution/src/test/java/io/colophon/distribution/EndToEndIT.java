package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.longrunning.Operation;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.provenance.FileVerdict;
import io.colophon.gateway.provenance.FileVerification;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.labeling.Verdict;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.ProvenanceReader;
import io.colophon.provider.testkit.RequiresTool;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out of the embedded default, judged by our verifier and by programs not ours. */
class EndToEndIT {
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
    assertDelivered(file, "text/plain", response.getReceipt());
  }

  static Stream<Arguments> media() {
    return Stream.of(
        Arguments.of("picture.png", "image/png", Requests.image("image/png"), "png"),
        Arguments.of("picture.jpg", "image/jpeg", Requests.image("image/jpeg"), "mjpeg"),
        Arguments.of("picture.webp", "image/webp", Requests.image("image/webp"), "webp"),
        Arguments.of("speech.wav", "audio/wav", Requests.speech("audio/wav"), "pcm_s16le"),
        Arguments.of("speech.mp3", "audio/mpeg", Requests.speech("audio/mpeg"), "mp3"),
        Arguments.of("speech.ogg", "audio/ogg", Requests.speech("audio/ogg"), "opus"),
        Arguments.of("speech.flac", "audio/flac", Requests.speech("audio/flac"), "flac"),
        Arguments.of("music.wav", "audio/wav", Requests.music("audio/wav"), "pcm_s16le"),
        Arguments.of("music.mp3", "audio/mpeg", Requests.music("audio/mpeg"), "mp3"),
        Arguments.of("film.mp4", "video/mp4", Requests.video("video/mp4", 2, 320, 180), "h264,aac"),
        Arguments.of(
            "film.webm", "video/webm", Requests.video("video/webm", 2, 320, 180), "vp9,opus"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("media")
  @RequiresTool({"exiftool", "ffprobe"})
  void media_ofEachFormat_isReadElsewhereAndBearsOneLabel(
      String name, String mimeType, GenerateRequest request, String codecs) throws Exception {
    GenerateResponse response = doors.generations().generate(request);

    assertThat(response.getOutputsCount()).isOne();
    assertThat(response.getOutputs(0).getMedia().getMimeType()).isEqualTo(mimeType);
    Path file = write(name, response.getOutputs(0).getMedia().getData());
    FileVerdict verdict = assertDelivered(file, mimeType, response.getReceipt());
    // exiftool keeps a chunk it does not know from sight unless asked for its bytes.
    String binary = mimeType.equals("audio/wav") ? "-b" : "-a";
    assertThat(labels(Tool.run("exiftool", "-a", "-U", binary, file), verdict)).isOne();
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
    FileVerdict verdict = assertDelivered(file, "audio/midi", response.getReceipt());
    assertThat(labels(Files.readString(file, StandardCharsets.ISO_8859_1), verdict)).isOne();
  }

  @Test
  void stream_ofPicture_givesTheFileInChunksAndReceiptLast() throws Exception {
    Iterator<GenerationEvent> events =
        doors.generations().streamGenerate(Requests.image("image/png"));

    assertThat(events.next().hasStarted()).isTrue();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GenerationEvent last = GenerationEvent.getDefaultInstance();
    while (events.hasNext()) {
      last = events.next();
      last.getMediaChunk().getData().writeTo(bytes);
    }
    assertThat(last.hasFinished()).isTrue();
    Path file = write("streamed.png", ByteString.copyFrom(bytes.toByteArray()));
    assertDelivered(file, "image/png", last.getFinished().getReceipt());
  }

  @Test
  void job_forVideo_endsWithTheLabelledFile() throws Exception {
    Operation started =
        doors.generations().startGeneration(Requests.video("video/mp4", 1, 320, 180));
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
    assertDelivered(file, "video/mp4", response.getReceipt());
  }

  /** How often the label that our verifier found stands in what another program shows. */
  private static long labels(String shown, FileVerdict verdict) {
    String id = verdict.read().layers().get(0).fields().orElseThrow().produceId();
    return Pattern.compile(Pattern.quote("\"ProduceID\":\"" + id + "\""))
        .matcher(shown)
        .results()
        .count();
  }

  private static Path write(String name, ByteString bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  /** Labelled once, on the record under its digest, and as the receipt says. */
  private static FileVerdict assertDelivered(Path file, String mimeType, Receipt receipt)
      throws Exception {
    FileVerdict verdict;
    try (ProvenanceReader log = ProvenanceLog.openReadOnly(folder.resolve("data/provenance"))) {
      verdict = new FileVerification(Optional.of(log)).verify(file);
    }
    assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.LABELED);
    assertThat(verdict.read().status()).as("%s", verdict).isEqualTo(Verdict.Status.LABELED);
    assertThat(verdict.read().layers()).as("%s", verdict).hasSize(1);
    assertThat(verdict.read().mimeType()).isEqualTo(mimeType);
    assertThat(verdict.entry().orElseThrow().index())
        .isEqualTo(receipt.getOutputs(0).getLogIndex());
    assertThat(receipt.getOutputs(0).getSha256().toByteArray())
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    assertThat(receipt.getOutputs(0).getMimeType()).isEqualTo(mimeType);
    assertThat(receipt.getLabelProfile()).isEqualTo("cn+eu");
    assertThat(receipt.getUsageList()).isNotEmpty();
    assertThat(receipt.getCompute().getFlop().hasValue()).isTrue();
    return verdict;
  }
}
