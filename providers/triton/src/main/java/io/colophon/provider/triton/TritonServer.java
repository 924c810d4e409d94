package io.colophon.provider.triton;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.grpc.ManagedChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the generations of one deployment share: the channel, the workers, the books. */
final class TritonServer implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final int MOST_WAITING = 64;

  private final String name;
  private final TritonConfig config;
  private final ProviderContext context;
  private final ServerChannel channel;
  private final ModelTensors tensors;
  private final ThreadPoolExecutor workers;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<TritonStream> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @throws IllegalArgumentException if the address or the certificates cannot be used
   */
  TritonServer(String name, TritonConfig config, ProviderContext context) {
    this.name = name;
    this.config = config;
    this.context = context;
    this.channel = ServerChannel.open(config, context.shared());
    this.tensors = new ModelTensors(channel.grpc(), context.ticker());
    this.workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread thread = new Thread(work, "colophon-triton-files");
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
  }

  TritonConfig config() {
    return config;
  }

  ProviderContext context() {
    return context;
  }

  ManagedChannel channel() {
    return channel.grpc();
  }

  ModelTensors tensors() {
    return tensors;
  }

  /** Writes files; a full queue refuses. */
  Executor workers() {
    return workers;
  }

  /** Takes it in; otherwise says why not. */
  Optional<ProviderException> enter(TritonStream stream) {
    if (count.incrementAndGet() > config.maxInFlight()) {
      count.decrementAndGet();
      return refusal("more than max-in-flight (" + config.maxInFlight() + ") generations");
    }
    underWay.add(stream);
    if (closed) {
      leave(stream);
      return refusal("deployment " + name + " is closed");
    }
    return Optional.empty();
  }

  void leave(TritonStream stream) {
    if (underWay.remove(stream)) {
      count.decrementAndGet();
    }
  }

  private static Optional<ProviderException> refusal(String why) {
    return Optional.of(new ProviderException(FailureKind.OVERLOADED, why));
  }

  @Override
  public void close() {
    closed = true;
    for (TritonStream stream : underWay) {
      stream.close(
          new ProviderException(FailureKind.OVERLOADED, "deployment " + name + " was closed"));
    }
    channel.close();
    workers.shutdown();
  }
}
