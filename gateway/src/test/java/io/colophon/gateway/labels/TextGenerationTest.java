package io.colophon.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.StreamedCall;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.ListRecordsRequest;
import io.colophon.v1.ProvenanceRecord;
import io.colophon.v1.Receipt;
import io.colophon.v1.RecordFilter;
import io.colophon.v1.TextParameters;
import io.colophon.v1.Translation;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text through the whole gateway: labels, receipt, record. */
class TextGenerationTest {
  private static final String CONFIG =
      """
      providers:
        memory: { type: in-memory }
        chinese: { type: in-memory, text: 今天的天气很好。 }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: memory, model: memory-text } ]
        - match: { model: liaotian, modality: text }
          targets: [ { provider: chinese, model: memory-text } ]
      """;
  private static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir static Path folder;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void generate_english_endsWithItsLabel() {
    String text = generate(Requests.text("chat", "Say it")).getOutputs(0).getText();

    assertThat(text).startsWith("This answer comes from memory.").endsWith("AI-generated");
  }

  @Test
  void generate_chinese_endsWithItsLabel() {
    String text = generate(Requests.text("liaotian", "你好")).getOutputs(0).getText();

    assertThat(text).startsWith("今天的天气很好。").contains("AI生成");
  }

  @Test
  void generate_text_isInTheLogWithTheDigestOfWhatWasDelivered() {
    GenerateResponse response = generate(Requests.text("chat", "Say it"));
    ByteString digest = sha256(response.getOutputs(0).getText());

    Receipt receipt = response.getReceipt();
    assertThat(receipt.getOutputsList()).hasSize(1);
    assertThat(receipt.getOutputs(0).getSha256()).isEqualTo(digest);
    assertThat(receipt.getOutputs(0).getSizeBytes())
        .isEqualTo(response.getOutputs(0).getText().getBytes(StandardCharsets.UTF_8).length);
    ProvenanceRecord record = record(receipt.getOutputs(0).getLogIndex());
    assertThat(record.getSha256()).isEqualTo(digest);
    assertThat(record.getTenant()).isEqualTo("default");
  }

  @Test
  void stream_text_startsFlowsIsLabelledAndEndsWithTheReceipt() throws Exception {
    List<GenerationEvent> events =
        StreamedCall.start(
                GenerationServiceGrpc.newStub(gateway.channel()),
                Requests.text("chat", "Say it").build())
            .awaitEnd();

    assertThat(events.get(0).hasStarted()).isTrue();
    assertThat(events.get(0).getStarted().getTarget()).isEqualTo("memory/memory-text");
    assertThat(events.get(0).getStarted().getAigc()).contains("studio");
    assertThat(events.subList(1, events.size() - 1))
        .hasSizeGreaterThan(2)
        .allMatch(GenerationEvent::hasTextDelta);
    assertThat(events.get(events.size() - 2).getTextDelta().getText()).contains("AI-generated");
    GenerationEvent last = events.get(events.size() - 1);
    assertThat(last.hasFinished()).isTrue();
    assertThat(last.getFinished().getReceipt().getOutputs(0).getSha256())
        .isEqualTo(sha256(StreamedCall.textOf(events)));
    assertThat(last.getFinished().getReceipt().getLabels(0).getImplicit().getAigc())
        .contains("studio");
  }

  @Test
  void generate_jsonSchema_staysJsonAndIsLabelledBeside() {
    GenerateResponse response =
        generate(
            Requests.text("chat", "Answer")
                .setText(TextParameters.newBuilder().setJsonSchema("{\"type\":\"object\"}")));

    assertThat(response.getOutputs(0).getText()).isEqualTo("{\"answer\":\"from memory\"}");
    assertThat(response.getAigc()).contains("studio");
    assertThat(response.getReceipt().getLabels(0).hasExplicit()).isFalse();
    assertThat(response.getReceipt().getLabels(0).getImplicit().getCarrier()).isEqualTo("sidecar");
    assertThat(record(response.getReceipt().getOutputs(0).getLogIndex()).getSha256())
        .isEqualTo(sha256("{\"answer\":\"from memory\"}"));
  }

  @Test
  void generate_requestIdSent_isEchoedAndOnTheReceipt() {
    Metadata sent = new Metadata();
    sent.put(REQUEST_ID, "order-7:a");
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();

    GenerateResponse response =
        gateway
            .generation()
            .withInterceptors(
                MetadataUtils.newAttachHeadersInterceptor(sent),
                MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
            .generate(Requests.text("chat", "Say it").build());

    assertThat(headers.get().get(REQUEST_ID)).isEqualTo("order-7:a");
    assertThat(response.getRequestId()).isEqualTo("order-7:a");
  }

  @Test
  void generate_noRequestIdSent_getsOne() {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();

    GenerateResponse response =
        gateway
            .generation()
            .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
            .generate(Requests.text("chat", "Say it").build());

    assertThat(headers.get().get(REQUEST_ID)).hasSize(26).isEqualTo(response.getRequestId());
  }

  @Test
  void generate_parameterThatTheTargetDrops_isReported() {
    GenerateResponse response =
        generate(
            Requests.text("chat", "Say it").setText(TextParameters.newBuilder().setTemperature(1)));

    assertThat(response.getTranslationsList())
        .extracting(Translation::getParameter, Translation::getChange)
        .containsExactly(tuple("text.temperature", Translation.Change.CHANGE_DROPPED));
  }

  @Test
  void listRecords_byRequest_findsTheRecordOfAGeneration() {
    String id = generate(Requests.text("chat", "Say it")).getReceipt().getRequestId();

    var found =
        gateway
            .provenance()
            .listRecords(
                ListRecordsRequest.newBuilder()
                    .setFilter(RecordFilter.newBuilder().setRequestId(id))
                    .build());

    assertThat(found.getRecordsList()).hasSize(1);
  }

  private static GenerateResponse generate(GenerateRequest.Builder request) {
    return gateway.generation().generate(request.build());
  }

  private static ProvenanceRecord record(long index) {
    return gateway
        .provenance()
        .listRecords(ListRecordsRequest.newBuilder().setPageSize(200).build())
        .getRecordsList()
        .stream()
        .filter(record -> record.getIndex() == index)
        .findFirst()
        .orElseThrow();
  }

  private static ByteString sha256(String text) {
    try {
      return ByteString.copyFrom(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
