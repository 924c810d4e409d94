package io.colophon.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.provider.testkit.InMemoryFactory;
import io.colophon.v1.ListModelsRequest;
import io.colophon.v1.ListModelsResponse;
import io.colophon.v1.ModelServiceGrpc;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
  @TempDir Path folder;
  private TestCertificates certificates;

  @BeforeEach
  void issue() throws Exception {
    certificates = new TestCertificates(folder);
    certificates.issue("server", "CN=localhost");
    certificates.issue("client", "CN=caller");
  }

  @Test
  void tls_serverCertificateOfATrustedAuthority_isAccepted() throws Exception {
    try (Gateway gateway = start("")) {
      assertThat(listModels(gateway, trusting().build()).getModelsCount()).isEqualTo(1);
    }
  }

  @Test
  void tls_plainTextCaller_isNotServed() throws Exception {
    try (Gateway gateway = start("")) {
      assertThatThrownBy(() -> listModels(gateway, InsecureChannelCredentials.create()))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("UNAVAILABLE");
    }
  }

  @Test
  void mtls_clientWithCertificate_isKnownByItsSubject() throws Exception {
    try (Gateway gateway = start(", client-ca: \"" + certificates.authorityFile() + "\"")) {
      ChannelCredentials credentials =
          trusting()
              .keyManager(
                  certificates.certificate("client").toFile(),
                  certificates.privateKey("client").toFile())
              .build();
      assertThat(listModels(gateway, credentials).getModelsCount()).isEqualTo(1);
    }
  }

  @Test
  void mtls_clientWithoutCertificate_isNotServed() throws Exception {
    try (Gateway gateway = start(", client-ca: \"" + certificates.authorityFile() + "\"")) {
      assertThatThrownBy(() -> listModels(gateway, trusting().build()))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("UNAVAILABLE");
    }
  }

  private TlsChannelCredentials.Builder trusting() throws IOException {
    return TlsChannelCredentials.newBuilder().trustManager(certificates.authorityFile().toFile());
  }

  private Gateway start(String clientAuthority) throws IOException {
    Path config = folder.resolve("colophon.yaml");
    Files.writeString(
        config,
        """
        version: 1
        embedded: false
        server:
          tls: { certificate: "%s", private-key: "%s"%s }
        providers:
          memory: { type: in-memory }
        routes:
          - match: { model: memory-text }
            targets: [ { provider: memory, model: memory-text } ]
        labeling:
          - { jurisdictions: [cn], producer: test }
        """
            .formatted(
                certificates.certificate("server"),
                certificates.privateKey("server"),
                clientAuthority));
    return Gateway.start(
        GatewayOptions.embedded(folder.resolve("data")).withConfig(config),
        ProviderRegistry.of(List.of(new InMemoryFactory())));
  }

  private static ListModelsResponse listModels(Gateway gateway, ChannelCredentials credentials)
      throws InterruptedException {
    ManagedChannel channel =
        Grpc.newChannelBuilderForAddress("localhost", gateway.addresses().grpc(), credentials)
            .build();
    try {
      return ModelServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(20, TimeUnit.SECONDS)
          .listModels(ListModelsRequest.getDefaultInstance());
    } finally {
      channel.shutdownNow();
      assertThat(channel.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
