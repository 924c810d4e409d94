package io.colophon.benchmarks.micro;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.GenerationEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the ends of several generations. */
final class EndLatch implements Reply {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch open;
  private volatile @Nullable Refusal refusal;

  EndLatch(int generations) {
    this.open = new CountDownLatch(generations);
  }

  /**
   * Waits.
   *
   * @throws IllegalStateException if one failed or did not end
   */
  void await() throws InterruptedException {
    boolean ended = open.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended || refusal != null) {
      throw new IllegalStateException("not all generations ended well", refusal);
    }
  }

  @Override
  public void started(Generation generation) {}

  @Override
  public void output(GenerationEvent event) {}

  @Override
  public void finished(Receipt receipt) {
    open.countDown();
  }

  @Override
  public void failed(Refusal why) {
    refusal = why;
    open.countDown();
  }
}
