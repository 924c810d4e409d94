package io.colophon.gateway.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.StreamedCall;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.ImageParameters;
import io.colophon.v1.Media;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link in a request, from the caller to the provider. */
class LinksAtTheDoorTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};
  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 11\n\n";

  @TempDir Path folder;
  private OneShotServer server;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    server = new OneShotServer();
    gateway =
        RunningGateway.start(
            folder,
            """
            links: { plain-http: true, ports: [%d], allowed-networks: [127.0.0.1], max-file: 1KiB }
            providers: { one: { type: scripted } }
            routes: [ { targets: [ { provider: one, model: a } ] } ]
            """
                .formatted(server.port()));
    gateway.upstream("one").otherwise(request -> Script.saying("seen"));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    server.close();
  }

  private String link(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  private static io.colophon.v1.Part words(String text) {
    return io.colophon.v1.Part.newBuilder().setText(text).build();
  }

  private static io.colophon.v1.Part media(String uri) {
    return io.colophon.v1.Part.newBuilder().setMedia(Media.newBuilder().setUri(uri)).build();
  }

  private static GenerateRequest text(io.colophon.v1.Part... parts) {
    return GenerateRequest.newBuilder()
        .setModel("a")
        .setOutputModality(Modality.MODALITY_TEXT)
        .addInputs(Message.newBuilder().addAllParts(List.of(parts)))
        .build();
  }

  private List<Part> partsSeen() {
    return gateway.upstream("one").calls().get(0).request().prompt().messages().get(0).parts();
  }

  private static ByteString bytes(Part part) {
    return ByteString.copyFrom(((Part.Media) part).bytes().duplicate());
  }

  @Test
  void generate_links_reachTheProviderAsFiles() {
    server.then(OK, PNG);

    gateway.generation().generate(text(words("What is it?"), media(link("/a")), media(link("/a"))));

    assertThat(partsSeen()).hasSize(3);
    assertThat(bytes(partsSeen().get(1))).isEqualTo(ByteString.copyFrom(PNG));
    assertThat(((Part.Media) partsSeen().get(2)).mimeType()).isEqualTo("image/png");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void generate_dataUrl_reachesTheProviderAsAFile() {
    gateway.generation().generate(text(words("?"), media("data:image/gif;base64,R0lG")));

    assertThat(bytes(partsSeen().get(1)).toStringUtf8()).isEqualTo("GIF");
  }

  @Test
  void generate_linkOfASourcePicture_reachesTheProviderAsAFile() {
    server.then(OK, PNG);
    gateway
        .upstream("one")
        .otherwise(request -> Script.start().accept().fail(FailureKind.INVALID_REQUEST, "enough"));

    CallFailure unused =
        CallFailure.of(
            () ->
                gateway
                    .generation()
                    .generate(
                        GenerateRequest.newBuilder()
                            .setModel("a")
                            .setOutputModality(Modality.MODALITY_IMAGE)
                            .addInputs(Message.newBuilder().addParts(words("Bluer")))
                            .setImage(
                                ImageParameters.newBuilder()
                                    .setSource(Media.newBuilder().setUri(link("/s"))))
                            .build()));

    GenerationRequest.Image seen =
        (GenerationRequest.Image) gateway.upstream("one").calls().get(0).request();
    assertThat(seen.source().orElseThrow().mimeType()).isEqualTo("image/png");
  }

  @Test
  void generate_linkThatCannotBeFetched_isRefusedWithItsPlaceAndWithoutAnAttempt() {
    server.then(OK, new byte[11]);

    CallFailure failure =
        CallFailure.of(
            () -> gateway.generation().generate(text(words("?"), media(link("/a?token=secret")))));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("inputs[0].parts[1].media.uri");
    assertThat(failure.text()).contains("/a").doesNotContain("secret");
    assertThat(gateway.upstream("one").calls()).isEmpty();
    assertThat(gateway.ledger()).hasSize(1);
  }

  @Test
  void generate_linkToAnotherAddressOfThisMachine_isRefused() {
    CallFailure failure =
        CallFailure.of(
            () ->
                gateway
                    .generation()
                    .generate(text(media("http://127.0.0.2:" + server.port() + "/"))));

    assertThat(failure.reason()).isEqualTo("INVALID_REQUEST");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void generate_schemeThatIsNoLink_isRefusedAtTheDoor() {
    CallFailure failure =
        CallFailure.of(() -> gateway.generation().generate(text(media("file:///etc/passwd"))));

    assertThat(failure.fields()).containsExactly("inputs[0].parts[0].media.uri");
    assertThat(gateway.ledger()).isEmpty();
  }

  @Test
  void generate_callerGoesAwayDuringTheFetch_connectionIsClosed() throws Exception {
    server.then(OneShotServer.SILENCE);
    StreamedCall call =
        StreamedCall.start(
            GenerationServiceGrpc.newStub(gateway.channel()), text(media(link("/"))));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> server.requests().size() == 1);

    call.cancel();

    assertThat(call.awaitFailure().code()).isEqualTo(Status.Code.CANCELLED);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(server::wasHungUpOn);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> gateway.ledger().size() == 1);
    assertThat(gateway.upstream("one").calls()).isEmpty();
  }
}
