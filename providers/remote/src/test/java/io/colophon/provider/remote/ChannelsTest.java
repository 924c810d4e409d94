package io.colophon.provider.remote;

import static io.colophon.provider.remote.TestHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.Script;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelsTest {
  @TempDir private Path directory;
  private final TestHost host = new TestHost();
  private final FakeUpstream behind =
      new FakeUpstream(host.context(), TestModels.ALL).otherwise(request -> Script.saying("a"));
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

  private CollectingSubscriber run(RemoteConfig config) {
    return run(config, SharedResources.NONE);
  }

  private CollectingSubscriber run(RemoteConfig config, SharedResources shared) {
    provider = new RemoteFactory(new Random(7)).create("plugin", config, host.context(shared));
    CollectingSubscriber stream = new CollectingSubscriber();
    provider.generate(TestModels.words(), host.options()).subscribe(stream);
    stream.requestAll();
    assertThat(stream.awaitEnd(SOON)).isTrue();
    return stream;
  }

  private static FailureKind kind(CollectingSubscriber stream) {
    return ((ProviderException) stream.failure().orElseThrow()).kind();
  }

  private static RemoteConfig config(
      String address, Optional<RemoteTls> tls, Optional<Secret> token) {
    return new RemoteConfig(
        address,
        tls,
        token,
        new RemoteTimeout(
            Duration.ofSeconds(60),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1)),
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        8,
        1 << 20,
        1 << 20);
  }

  /** Lets nobody in without the right token. */
  private static final class Doorman implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String said = headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      if (!"Bearer open-sesame".equals(said)) {
        call.close(Status.UNAUTHENTICATED.withDescription("no"), new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(call, headers);
    }
  }

  @Test
  void token_right_opensEveryCall() throws IOException {
    server = PluginServer.onPort(new Doorman(), plugin);

    assertThat(
            run(config(server.address(), Optional.empty(), Optional.of(new Secret("open-sesame"))))
                .text())
        .isEqualTo("a");
  }

  @Test
  void token_wrong_isCredentialRejectedAndNotShown() throws IOException {
    server = PluginServer.onPort(new Doorman(), plugin);

    CollectingSubscriber stream =
        run(config(server.address(), Optional.empty(), Optional.of(new Secret("open-barley"))));

    assertThat(kind(stream)).isEqualTo(FailureKind.CREDENTIAL_REJECTED);
    assertThat(stream.failure().orElseThrow().toString()).doesNotContain("open-barley");
  }

  private static SslContext serving(TestIdentity server, TestIdentity client) throws IOException {
    return GrpcSslContexts.forServer(server.certificate().toFile(), server.privateKey().toFile())
        .trustManager(client.certificate().toFile())
        .clientAuth(ClientAuth.REQUIRE)
        .build();
  }

  private static RemoteTls tls(TestIdentity trusted, Optional<TestIdentity> own, String name) {
    return new RemoteTls(
        Optional.of(trusted.certificate()),
        own.map(TestIdentity::certificate),
        own.map(TestIdentity::privateKey),
        Optional.of(name));
  }

  @Test
  void tls_bothSidesKnown_works() throws Exception {
    TestIdentity there = TestIdentity.make(directory, "plugin.test");
    TestIdentity here = TestIdentity.make(directory, "gateway.test");
    server = PluginServer.onPort(serving(there, here), plugin);

    RemoteTls tls = tls(there, Optional.of(here), "plugin.test");

    assertThat(run(config(server.address(), Optional.of(tls), Optional.empty())).text())
        .isEqualTo("a");
  }

  @Test
  void tls_strangeServerNameOrCertificate_isUnreachable() throws Exception {
    TestIdentity there = TestIdentity.make(directory, "plugin.test");
    TestIdentity here = TestIdentity.make(directory, "gateway.test");
    server = PluginServer.onPort(serving(there, here), plugin);

    RemoteTls otherName = tls(there, Optional.of(here), "other.test");
    assertThat(kind(run(config(server.address(), Optional.of(otherName), Optional.empty()))))
        .isEqualTo(FailureKind.UNREACHABLE);
    provider.close();
    RemoteTls otherAuthority = tls(here, Optional.of(here), "plugin.test");
    assertThat(kind(run(config(server.address(), Optional.of(otherAuthority), Optional.empty()))))
        .isEqualTo(FailureKind.UNREACHABLE);
    provider.close();
    RemoteTls noCertificate = tls(there, Optional.empty(), "plugin.test");
    assertThat(kind(run(config(server.address(), Optional.of(noCertificate), Optional.empty()))))
        .isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void tls_fileThatIsNotThere_isAProblemOfTheConfiguration() {
    RemoteTls tls =
        new RemoteTls(
            Optional.of(directory.resolve("none.pem")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(config("127.0.0.1:1", Optional.of(tls), Optional.empty())))
        .withMessageContaining("tls: the certificates cannot be used");
  }

  @Test
  void loops_sharedByTheHost_carryPortsAndUnixSocketsAndStayOpen() throws Exception {
    EventLoopGroup hosts = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    SharedResources shared =
        new SharedResources() {
          @Override
          public <T> Optional<T> find(Class<T> type) {
            return type == EventLoopGroup.class ? Optional.of(type.cast(hosts)) : Optional.empty();
          }
        };
    try {
      server = PluginServer.onSocket(directory.resolve("p"), plugin);
      assertThat(run(TestHost.config(server.address()), shared).text()).isEqualTo("a");
      provider.close();
      server.close();

      server = PluginServer.onPort(0, plugin);
      assertThat(run(TestHost.config(server.address()), shared).text()).isEqualTo("a");
      provider.close();

      assertThat(hosts.isShuttingDown()).isFalse();
    } finally {
      hosts.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
