package io.colophon.examples.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.provider.remote.RemoteFactory;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.ImageParameters;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.colophon.v1.Role;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose pictures come from the example's process, which then is killed. */
@Timeout(240)
class JuliaThroughGatewayIT {
  private static final String CONFIG =
      """
      version: 1
      embedded: false
      server: { drain-timeout: 2s }
      providers:
        julia: { type: remote, address: "%s", timeout: { connect: 30s }, startup-wait: 60s, circuit-breaker: { window: 100, minimum-attempts: 100 } }
      routes:
        - match: { model: image, modality: image }
          targets: [ { provider: julia, model: julia } ]
      labeling:
        - { jurisdictions: [cn, eu], producer: colophon-examples }
      """;

  @TempDir private Path directory;
  private Path socket;
  private PluginProcess plugin;
  private Gateway gateway;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    socket = directory.resolve("julia.sock");
    plugin = PluginProcess.start(socket);
    Path config =
        Files.writeString(directory.resolve("colophon.yaml"), CONFIG.formatted(plugin.address()));
    gateway =
        Gateway.start(
            GatewayOptions.embedded(directory.resolve("data")).withConfig(config),
            ProviderRegistry.of(List.of(new RemoteFactory())));
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", gateway.addresses().grpc())
            .usePlaintext()
            .maxInboundMessageSize(64 << 20)
            .build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    gateway.close();
    plugin.close();
  }

  private GenerationServiceGrpc.GenerationServiceBlockingStub stub() {
    return GenerationServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  private static GenerateRequest request(int side, int steps) {
    return GenerateRequest.newBuilder()
        .setModel("image")
        .setOutputModality(Modality.MODALITY_IMAGE)
        .addInputs(
            Message.newBuilder()
                .setRole(Role.ROLE_USER)
                .addParts(Part.newBuilder().setText("a dragon")))
        .setImage(
            ImageParameters.newBuilder()
                .setWidth(side)
                .setHeight(side)
                .setSteps(steps)
                .setGuidance(7)
                .setSeed(7))
        .build();
  }

  @Test
  void picture_throughTheGateway_isLabelledAndMetered() throws IOException {
    GenerateResponse response = stub().generate(request(256, 50));

    var file = response.getOutputs(0).getMedia();
    assertThat(ImageIO.read(new ByteArrayInputStream(file.getData().toByteArray())).getWidth())
        .isEqualTo(256);
    assertThat(response.getReceipt().getServedModel()).isEqualTo("julia");
    assertThat(response.getReceipt().getLabels(0).getImplicit().getCarrier())
        .isEqualTo("png-itxt-xmp");
    assertThat(response.getReceipt().getUsageList())
        .anyMatch(count -> count.getUnit().equals("pixels") && count.getValue() == 65_536);
    assertThat(response.getTranslationsList())
        .as("what the plug-in's description leaves out")
        .anyMatch(t -> t.getParameter().equals("image.guidance"));
  }

  @Test
  void plugin_killedWithinAPicture_isAnUpstreamsFailureAndComesBackWithoutAReload()
      throws Exception {
    Iterator<GenerationEvent> events = stub().streamGenerate(request(4096, 1_000));
    while (!events.next().hasProgress()) {}

    plugin.kill();

    assertThatThrownBy(() -> events.forEachRemaining(event -> {}))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            cut -> assertThat(cut.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    assertThat(code()).isEqualTo(Status.Code.UNAVAILABLE);

    plugin = PluginProcess.start(socket);
    await().atMost(Duration.ofSeconds(60)).until(() -> code() == Status.Code.OK);
  }

  private Status.Code code() {
    try {
      stub().generate(request(64, 10));
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }
}
