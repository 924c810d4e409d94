package io.colophon.provider.remote;

import static io.colophon.provider.remote.TestHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.DescribeRequest;
import io.colophon.v1.DescribeResponse;
import io.colophon.v1.ProviderServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginLinkTest {
  private final TestHost host = new TestHost();
  private final FakeUpstream behind =
      new FakeUpstream(host.context(), TestModels.ALL)
          .otherwise(request -> Script.saying("a", "b"));
  private final PluginService plugin = new PluginService(behind);
  private PluginServer server;
  private Provider provider;

  @AfterEach
  void stop() {
    if (provider != null) {
      provider.close();
    }
    if (server != null) {
      server.close();
    }
    host.close();
  }

  private Provider provider(RemoteConfig config) {
    provider = new RemoteFactory(new Random(7)).create("plugin", config, host.context());
    return provider;
  }

  private static RemoteConfig oftenChecked(String address) {
    return TestHost.config(address, Duration.ofSeconds(60), Duration.ofMillis(100));
  }

  private CollectingSubscriber run() {
    CollectingSubscriber stream = new CollectingSubscriber();
    provider.generate(TestModels.words(), host.options()).subscribe(stream);
    stream.requestAll();
    assertThat(stream.awaitEnd(SOON)).isTrue();
    return stream;
  }

  private static ProviderException failure(CollectingSubscriber subscriber) {
    return (ProviderException) subscriber.failure().orElseThrow();
  }

  @Test
  void plugin_notUpAtStart_isUnreachableUntilItIs() throws IOException {
    int port = PluginServer.freePort();
    provider(RemoteConfig.at("127.0.0.1:" + port));

    assertThat(provider.models()).isEmpty();
    assertThat(failure(run()).kind()).isEqualTo(FailureKind.UNREACHABLE);

    server = PluginServer.onPort(port, plugin);
    await().atMost(SOON).until(() -> !provider.models().isEmpty());
    assertThat(run().text()).isEqualTo("ab");
  }

  @Test
  void plugin_restarted_servesTheNextRequestAndDescribesItselfAgain() throws IOException {
    server = PluginServer.onPort(0, plugin);
    provider(TestHost.config(server.address()));
    assertThat(run().text()).isEqualTo("ab");

    server.close();
    plugin.describing = said -> said.removeModels(3);
    server = PluginServer.onPort(server.port(), plugin);
    // The first requests may still meet the dead connection; from then on there is a new one.
    await().atMost(SOON).until(() -> run().completed());
    await().atMost(SOON).until(() -> provider.models().size() == 3);

    assertThat(plugin.describes.get()).isEqualTo(2);
  }

  @Test
  void requests_whileDown_tryThemselvesRatherThanWaitForTheNextTry() throws IOException {
    server = PluginServer.onPort(0, plugin);
    provider(TestHost.config(server.address()));
    server.close();
    for (int i = 0; i < 40; i++) {
      assertThat(failure(run()).kind()).isEqualTo(FailureKind.UNREACHABLE);
    }

    server = PluginServer.onPort(server.port(), plugin);

    await().atMost(SOON).until(() -> run().completed());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, -1})
  void version_thatWeDoNotSpeak_isSaidAndNotUsed(int version) throws IOException {
    plugin.describing = said -> said.setContractVersion(version);
    server = PluginServer.onPort(0, plugin);
    provider(TestHost.config(server.address()));

    ProviderException failure = failure(run());

    assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(failure)
        .hasMessage("the plug-in speaks version " + version + " of the contract, expected 1 to 3");
    assertThat(behind.calls()).isEmpty();
  }

  @Test
  void versions_offered_areARange() throws IOException {
    var asked = new java.util.concurrent.atomic.AtomicReference<DescribeRequest>();
    server =
        PluginServer.onPort(
            0,
            new ProviderServiceGrpc.ProviderServiceImplBase() {
              @Override
              public void describe(DescribeRequest request, StreamObserver<DescribeResponse> to) {
                asked.set(request);
                to.onNext(DescribeResponse.newBuilder().setContractVersion(1).build());
                to.onCompleted();
              }
            });
    provider(TestHost.config(server.address()));

    assertThat(asked.get().getContractVersion()).isEqualTo(3);
    assertThat(asked.get().getOldestContractVersion()).isEqualTo(1);
    assertThat(provider.models()).as("names none: may offer any").isEmpty();
    assertThat(failure(run()).kind()).as("Generate is missing").isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  void server_thatIsNoPlugin_isMalformed() throws IOException {
    server = PluginServer.onPort(0, new ProviderServiceGrpc.ProviderServiceImplBase() {});
    provider(TestHost.config(server.address()));

    assertThat(failure(run()).kind()).isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(failure(run())).hasMessageContaining("Describe");
  }

  @Test
  void health_notServing_isUnreachableUntilItServes() throws IOException {
    server = PluginServer.onPort(0, plugin);
    provider(oftenChecked(server.address()));
    assertThat(run().completed()).isTrue();

    server.serving(false);
    await().atMost(SOON).until(() -> run().failure().isPresent());
    assertThat(failure(run()).kind()).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(failure(run())).hasMessageContaining("not serving");

    server.serving(true);
    await().atMost(SOON).until(() -> run().completed());
    assertThat(plugin.describes.get()).as("over one connection").isEqualTo(1);
  }

  @Test
  void health_notServingFromTheStart_isHeeded() throws IOException {
    server = PluginServer.onPort(0, plugin);
    server.serving(false);
    provider(TestHost.config(server.address()));

    assertThat(failure(run())).hasMessageContaining("not serving");
  }

  @Test
  void health_absent_isTakenForHealthy() throws IOException {
    server = PluginServer.withoutHealth(plugin);
    provider(oftenChecked(server.address()));

    assertThat(run().completed()).isTrue();
  }

  @Test
  void plugin_thatHangs_isTimedOutAndNotWaitedForByEveryRequest() throws IOException {
    server =
        PluginServer.onPort(
            0,
            new ProviderServiceGrpc.ProviderServiceImplBase() {
              @Override
              public void describe(DescribeRequest request, StreamObserver<DescribeResponse> to) {}
            });
    provider(TestHost.config(server.address(), Duration.ofMillis(300), Duration.ofSeconds(5)));

    ProviderException failure = failure(run());

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
  }

  @Test
  void models_thatMakeNoSense_areMalformed() throws IOException {
    plugin.describing = said -> said.addModels(said.getModels(0));
    server = PluginServer.onPort(0, plugin);
    provider(TestHost.config(server.address()));

    assertThat(failure(run())).hasMessage("the plug-in lists model words twice");
  }

  @Test
  void socket_thatIsNotThere_isUnreachable(@TempDir Path directory) {
    provider(RemoteConfig.at("unix:" + directory.resolve("none")));

    assertThat(failure(run()).kind()).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void close_whileDown_refusesWell() {
    provider(RemoteConfig.at("127.0.0.1:" + PluginServer.freePort()));
    provider.close();

    assertThat(failure(run()).kind()).isEqualTo(FailureKind.OVERLOADED);
  }
}
