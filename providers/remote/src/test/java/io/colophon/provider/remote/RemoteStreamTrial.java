package io.colophon.provider.remote;

import static io.colophon.provider.remote.TestHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.v1.DescribeResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A plug-in that is served and asked over a real connection, for one test. */
abstract class RemoteStreamTrial {
  final TestHost host = new TestHost();
  final FakeUpstream behind = new FakeUpstream(host.context(), TestModels.ALL);
  final PluginService plugin = new PluginService(behind);
  PluginServer server;
  Provider provider;

  @BeforeEach
  void start() throws IOException {
    server = PluginServer.onPort(0, plugin);
    provider = provider(TestHost.config(server.address()));
  }

  Provider provider(RemoteConfig config) {
    return new RemoteFactory(new Random(7)).create("plugin", config, host.context());
  }

  @AfterEach
  void stop() {
    provider.close();
    server.close();
    host.close();
  }

  CollectingSubscriber subscribe(GenerationRequest request) {
    CollectingSubscriber subscriber = new CollectingSubscriber();
    provider.generate(request, host.options()).subscribe(subscriber);
    return subscriber;
  }

  CollectingSubscriber whole(GenerationRequest request) {
    CollectingSubscriber subscriber = subscribe(request);
    subscriber.requestAll();
    assertThat(subscriber.awaitEnd(SOON)).isTrue();
    return subscriber;
  }

  static ProviderException failure(CollectingSubscriber subscriber) {
    return (ProviderException) subscriber.failure().orElseThrow();
  }

  static RemoteConfig with(
      RemoteConfig config, int maxInFlight, RemoteTimeout timeout, long maxOutputBytes) {
    return new RemoteConfig(
        config.address(),
        Optional.empty(),
        Optional.empty(),
        timeout,
        config.startupWait(),
        config.healthInterval(),
        maxInFlight,
        config.maxMessageBytes(),
        maxOutputBytes);
  }

  void describe(UnaryOperator<DescribeResponse.Builder> describing) {
    plugin.describing = describing;
    provider.close();
    provider = provider(TestHost.config(server.address()));
  }
}
