package io.colophon.provider.http;

import io.colophon.provider.spi.ProviderContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The host's event loops, or one of our own where the host shares none.
 *
 * @param group carries connections
 * @param own whether it is ours to close
 */
record OwnLoops(EventLoopGroup group, boolean own) implements AutoCloseable {

  static OwnLoops of(ProviderContext context) {
    Optional<EventLoopGroup> shared = context.shared().find(EventLoopGroup.class);
    return shared
        .map(group -> new OwnLoops(group, false))
        .orElseGet(
            () ->
                new OwnLoops(
                    new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory("colophon-upstream", true),
                        NioIoHandler.newFactory()),
                    true));
  }

  /**
   * Runs a step once the loops have ended; never if they are the host's, which outlive us. A loop
   * that ends can drop a step that it took in its last moment: who waits for such a step is told
   * here.
   */
  void whenEnded(Runnable step) {
    if (own) {
      group.terminationFuture().addListener(ended -> step.run());
    }
  }

  @Override
  public void close() {
    if (own) {
      var unused = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
