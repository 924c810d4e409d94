package io.colophon.provider.remote;

import static io.colophon.provider.remote.TestHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.Script;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stream that begins while its provider closes. Netty's loops drop, without a word, a step that
 * they take between their last look at the queue and their end, and refuse those that come later;
 * gRPC tells nobody of either.
 */
class LostCallTest {
  private final TestHost host = new TestHost();
  private final FakeUpstream behind = new FakeUpstream(host.context(), TestModels.ALL);
  private final EndingLoops loops = new EndingLoops();
  private PluginServer server;

  @BeforeEach
  void start() throws IOException {
    server = PluginServer.onPort(0, new PluginService(behind));
  }

  @AfterEach
  void stop() {
    server.close();
    host.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void generate_loopsTakeNoMoreSteps_endsAsOverloaded(boolean said) {
    behind.then(Script.saying("never heard"));
    RemoteConfig config = TestHost.config(server.address());
    CollectingSubscriber stream = new CollectingSubscriber();
    try (RemoteProvider provider =
        new RemoteProvider(
            "plugin",
            config,
            host.context(),
            new Random(7),
            new Channels(config, new Loops(loops, false, true)))) {
      provider.awaitFirstTry(SOON);
      assertThat(provider.models()).isNotEmpty();
      loops.end = said ? End.REFUSES : End.DROPS;
      provider.generate(TestModels.words(), host.options()).subscribe(stream);
      stream.requestAll();
    }

    assertThat(stream.awaitEnd(SOON)).as("the stream ends").isTrue();
    assertThat(((ProviderException) stream.failure().orElseThrow()).kind())
        .isEqualTo(FailureKind.OVERLOADED);
    stream.cancel();
    assertThat(stream.violations()).isEmpty();
    assertThat(behind.calls()).isEmpty();
  }

  private enum End {
    NOT_YET,
    DROPS,
    REFUSES
  }

  private static final class EndingLoops extends MultiThreadIoEventLoopGroup {
    private volatile End end = End.NOT_YET;

    EndingLoops() {
      super(1, NioIoHandler.newFactory());
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory io, Object... args) {
      return new SingleThreadIoEventLoop(this, executor, io) {
        @Override
        public void execute(Runnable step) {
          if (end == End.NOT_YET || inEventLoop()) {
            super.execute(step);
          } else if (end == End.REFUSES) {
            throw new RejectedExecutionException("event executor terminated");
          }
        }
      };
    }
  }
}
