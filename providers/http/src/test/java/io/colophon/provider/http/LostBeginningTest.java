package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/**
 * A stream that is subscribed while its deployment closes. Netty's loops drop, without a word, a
 * step that they take between their last look at the queue and their end; here every step that
 * comes while the loop ends is dropped.
 */
class LostBeginningTest {
  @Test
  void subscribe_loopDropsTheBeginning_endsAsOverloaded() {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    ProviderContext context =
        new ProviderContext(
            Ticker.SYSTEM, Clock.systemUTC(), timers, Path.of("target"), SharedResources.NONE);
    HttpClient client =
        HttpClient.open(
            ConnectionConfig.DEFAULTS,
            Timeouts.DEFAULTS,
            context,
            new OwnLoops(new ForgetfulLoops(), true));
    HttpUpstream upstream =
        new HttpUpstream(
            "trial",
            client,
            Timeouts.DEFAULTS,
            context,
            answer -> new ProviderException(FailureKind.INTERNAL, "not asked"));
    CollectingSubscriber late = new CollectingSubscriber();
    client
        .loop()
        .execute(
            () -> {
              upstream.close(); // the loop ends after this step
              Thread outside = new Thread(() -> subscribe(upstream, late));
              outside.start();
              join(outside);
            });

    assertThat(late.awaitEnd(Trial.PATIENCE)).as("the stream ends").isTrue();
    assertThat(late.failure().orElseThrow())
        .isInstanceOfSatisfying(
            ProviderException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.OVERLOADED));
    assertThat(late.violations()).isEmpty();
    timers.shutdownNow();
  }

  private static void subscribe(HttpUpstream upstream, CollectingSubscriber late) {
    upstream.generate(Trial.options(), out -> {}).subscribe(late);
    late.requestAll();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class ForgetfulLoops extends MultiThreadIoEventLoopGroup {
    ForgetfulLoops() {
      super(1, NioIoHandler.newFactory());
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory io, Object... args) {
      return new SingleThreadIoEventLoop(this, executor, io) {
        @Override
        public void execute(Runnable step) {
          if (!isShuttingDown() || inEventLoop()) {
            super.execute(step);
          }
        }
      };
    }
  }
}
