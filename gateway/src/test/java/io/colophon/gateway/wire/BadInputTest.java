package io.colophon.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.v1.ExplicitLabelOmission;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.LabelingRequest;
import io.colophon.v1.Media;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.colophon.v1.TextParameters;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bad input gets; after each of these nothing more is on record than before. */
class BadInputTest {
  private static final String CONFIG =
      """
      server: { max-message: 64KiB }
      providers:
        memory: { type: in-memory }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: memory, model: memory-text } ]
        - match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
      """;

  @TempDir static Path folder;
  private static RunningGateway gateway;
  private RunningGateway.Recorded before;

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void count() {
    before = gateway.recorded();
  }

  @AfterEach
  void nothingIsRecorded() {
    assertThat(gateway.recorded()).isEqualTo(before);
  }

  @Test
  void generate_promptIsEmpty_isInvalid() {
    CallFailure failure = generate(Requests.text("chat", ""));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo("INVALID_REQUEST");
    assertThat(failure.fields()).containsExactly("inputs");
  }

  @Test
  void generate_noModality_isInvalid() {
    CallFailure failure =
        generate(Requests.text("chat", "Hi").setOutputModality(Modality.MODALITY_UNSPECIFIED));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("output_modality");
  }

  @Test
  void generate_modalityOfALaterVersion_isInvalid() {
    CallFailure failure = generate(Requests.text("chat", "Hi").setOutputModalityValue(77));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("output_modality");
    assertThat(failure.text()).doesNotContain("failed");
  }

  @Test
  void generate_widthBeyondEveryPicture_isInvalid() {
    CallFailure failure = generate(Requests.image("draw", 1_000_000, 64));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("image.width");
  }

  @Test
  void generate_widthBeyondTheModel_isInvalid() {
    CallFailure failure = generate(Requests.image("draw", 4096, 64));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).isNotEmpty().allMatch(field -> field.startsWith("image."));
  }

  @Test
  void generate_twoMistakes_namesBoth() {
    CallFailure failure =
        generate(
            Requests.text("chat", "a\0b").setText(TextParameters.newBuilder().setTemperature(9)));

    assertThat(failure.fields())
        .containsExactlyInAnyOrder("inputs[0].parts[0].text", "text.temperature");
  }

  @Test
  void generate_nulInModel_isInvalid() {
    CallFailure failure = generate(Requests.text("ch\0at", "Hi"));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("model");
  }

  @Test
  void generate_pictureBomb_isInvalid() {
    byte[] header =
        ByteBuffer.allocate(45)
            .putLong(0x89504E470D0A1A0AL)
            .putInt(13)
            .putInt(0x49484452)
            .putInt(100_000)
            .putInt(100_000)
            .put(new byte[] {8, 6, 0, 0, 0})
            .array();
    GenerateRequest.Builder request =
        Requests.text("chat", "What is this?")
            .addInputs(
                Message.newBuilder()
                    .addParts(
                        Part.newBuilder()
                            .setMedia(
                                Media.newBuilder()
                                    .setMimeType("image/png")
                                    .setData(ByteString.copyFrom(header)))));

    CallFailure failure = generate(request);

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("inputs[1].parts[0].media.data");
  }

  @Test
  void generate_unknownModel_isNotFound() {
    CallFailure failure = generate(Requests.text("no-such-model", "Hi"));

    assertThat(failure.code()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(failure.reason()).isEqualTo("MODEL_NOT_FOUND");
    assertThat(failure.text()).contains("no-such-model");
  }

  @Test
  void generate_modalityThatTheModelLacks_isUnimplemented() {
    CallFailure failure = generate(Requests.image("chat", 64, 64));

    assertThat(failure.code()).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(failure.reason()).isEqualTo("UNSUPPORTED");
  }

  @Test
  void generate_extensionThatNobodyTakesOfAStrictRequest_isInvalid() {
    CallFailure failure =
        generate(
            Requests.text("chat", "Hi")
                .setStrict(true)
                .setExtensions(
                    Struct.newBuilder()
                        .putFields("sampler", Value.newBuilder().setStringValue("x").build())));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("extensions.sampler");
  }

  @Test
  void generate_copyWithoutExplicitLabel_isInvalid() {
    CallFailure failure =
        generate(
            Requests.text("chat", "Hi")
                .setLabeling(
                    LabelingRequest.newBuilder()
                        .setOmitExplicit(ExplicitLabelOmission.newBuilder().setAgreementId("7"))));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields())
        .containsExactly("labeling.omit_explicit.reason", "labeling.omit_explicit.requester");
  }

  @Test
  void generate_requestIdWithASpace_isInvalid() {
    Metadata headers = new Metadata();
    headers.put(CallFactsInterceptor.REQUEST_ID, "not plain");

    CallFailure failure =
        CallFailure.of(
            () ->
                gateway
                    .generation()
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .generate(Requests.text("chat", "Hi").build()));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("x-request-id");
  }

  @Test
  void generate_moreThanTheMessageLimit_isTooLarge() {
    CallFailure failure = generate(Requests.text("chat", "x".repeat(65 * 1024)));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo("MESSAGE_TOO_LARGE");
    assertThat(failure.text()).contains("65536");
  }

  @Test
  void generate_manyTimesTheMessageLimit_isRefusedUnread() {
    CallFailure failure = generate(Requests.text("chat", "x".repeat(1024 * 1024)));

    // Beyond four times our limit gRPC itself refuses, by the length in front of the message.
    assertThat(failure.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void generate_bytesThatAreNoMessage_isMalformed() {
    byte[] garbage = new byte[64];
    Arrays.fill(garbage, (byte) 0xFF);

    CallFailure failure = send(garbage);

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo("MESSAGE_MALFORMED");
  }

  @Test
  void generate_textThatIsNotUtf8_isMalformed() {
    CallFailure failure = send(new byte[] {0x0A, 0x02, (byte) 0xC3, 0x28});

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo("MESSAGE_MALFORMED");
  }

  @Test
  void generate_deadlineHasPassedAtTheClient_isDeadlineExceeded() {
    CallFailure failure =
        CallFailure.of(
            () ->
                gateway
                    .generation()
                    .withDeadlineAfter(0, TimeUnit.NANOSECONDS)
                    .generate(Requests.text("chat", "Hi").build()));

    assertThat(failure.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  void generate_parametersOfAnotherModality_isInvalid() {
    CallFailure failure =
        generate(Requests.image("draw", 64, 64).setOutputModality(Modality.MODALITY_TEXT));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).contains("parameters");
  }

  private static CallFailure generate(GenerateRequest.Builder request) {
    return CallFailure.of(() -> gateway.generation().generate(request.build()));
  }

  private static CallFailure send(byte[] bytes) {
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(GenerationServiceGrpc.getGenerateMethod().getFullMethodName())
            .setRequestMarshaller(new BytesMarshaller())
            .setResponseMarshaller(new BytesMarshaller())
            .build();
    return CallFailure.of(
        () -> ClientCalls.blockingUnaryCall(gateway.channel(), raw, CallOptions.DEFAULT, bytes));
  }

  /** Sends bytes as they are. */
  private static final class BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
