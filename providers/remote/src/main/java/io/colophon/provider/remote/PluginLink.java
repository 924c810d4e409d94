package io.colophon.provider.remote;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.v1.CancelGenerationRequest;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to a plug-in: connects, lets it describe itself, watches it, and connects
 * anew when it is lost, after a delay with full jitter. A request that finds no connection tries at
 * once, unless a try has just failed or failed by its time limit; so a plug-in that is back serves
 * the next request. At most one try is under way. Thread-safe; nothing blocks but {@link
 * #awaitFirstTry}.
 */
final class PluginLink implements Greeting.Outcome, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PluginLink.class);
  private static final long GAP_NANOS = Duration.ofMillis(25).toNanos();
  private static final long FIRST_CEILING_NANOS = Duration.ofMillis(200).toNanos();
  private static final long LAST_CEILING_NANOS = Duration.ofSeconds(15).toNanos();

  /** Somebody who needs the connection; told exactly once, on any thread. */
  interface Guest {
    void connected(Connection connection);

    void refused(ProviderException why);
  }

  private final String name;
  private final Channels channels;
  private final RemoteConfig config;
  private final ProviderContext context;
  private final Backoff backoff;
  private final Farewells farewells;
  private final CountDownLatch firstTry = new CountDownLatch(1);
  private volatile @Nullable Connection ready;
  private volatile @Nullable Description lastKnown;

  // Guarded by this.
  private final List<Guest> waiting = new ArrayList<>();
  private boolean trying;
  private boolean closed;
  private int failures;
  private long lastFailureNanos;
  private @Nullable ProviderException lastFailure;
  private @Nullable ScheduledFuture<?> retry;
  private @Nullable HealthChecks checks;

  PluginLink(
      String name,
      Channels channels,
      RemoteConfig config,
      ProviderContext context,
      RandomGenerator random) {
    this.name = name;
    this.channels = channels;
    this.config = config;
    this.context = context;
    this.backoff = new Backoff(FIRST_CEILING_NANOS, LAST_CEILING_NANOS, random);
    this.farewells = new Farewells(config.timeout().connect());
  }

  /** Begins to connect unless a try is under way or there is a connection. */
  void start() {
    synchronized (this) {
      if (closed || trying || ready != null) {
        return;
      }
      trying = true;
    }
    connect();
  }

  /** Waits until the first try has succeeded or failed, at most so long. */
  void awaitFirstTry(Duration most) {
    try {
      if (!firstTry.await(most.toNanos(), TimeUnit.NANOSECONDS)) {
        log.info("plug-in {} at {} is not waited for any longer", name, channels.address());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the plug-in said last; empty until it has been reached for the first time. */
  Optional<Description> lastKnown() {
    return Optional.ofNullable(lastKnown);
  }

  /** Gives the connection to {@code guest}, now or when the try under way has ended. */
  void use(Guest guest) {
    Connection now = ready;
    if (now == null) {
      wait(guest);
    } else {
      serve(now, guest);
    }
  }

  private void wait(Guest guest) {
    Connection now;
    ProviderException refusal = null;
    boolean begin = false;
    synchronized (this) {
      now = ready;
      if (closed) {
        refusal = closing();
      } else if (now == null) {
        begin = !trying && mayTryNow();
        if (trying || begin) {
          waiting.add(guest);
        } else {
          refusal = lastFailure;
        }
        trying |= begin;
      }
    }
    if (refusal != null) {
      guest.refused(refusal);
    } else if (now != null) {
      serve(now, guest);
    } else if (begin) {
      connect();
    }
  }

  private boolean mayTryNow() {
    return lastFailure == null
        || lastFailure.kind() != FailureKind.TIMED_OUT
            && context.ticker().nanos() - lastFailureNanos >= GAP_NANOS;
  }

  private void serve(Connection connection, Guest guest) {
    if (connection.serving()) {
      guest.connected(connection);
    } else {
      guest.refused(
          new ProviderException(
              FailureKind.UNREACHABLE, "plug-in " + name + " says that it is not serving"));
    }
  }

  private void connect() {
    Greeting.begin(channels.open(), config.timeout().connect(), this);
  }

  @Override
  public void up(Connection connection) {
    List<Guest> guests;
    HealthChecks watch =
        new HealthChecks(
            connection,
            context,
            config.healthInterval(),
            config.timeout().connect(),
            why -> lost(connection, why));
    synchronized (this) {
      trying = false;
      if (closed) {
        connection.channel().shutdownNow();
        return;
      }
      ready = connection;
      lastKnown = connection.description();
      lastFailure = null;
      failures = 0;
      checks = watch;
      guests = takeWaiting();
      watch.start();
    }
    firstTry.countDown();
    Description said = connection.description();
    log.info(
        "plug-in {} at {} is {}, version {} of the contract, models {}",
        name,
        channels.address(),
        said.provider().isEmpty() ? "connected" : said.provider(),
        said.version(),
        said.models().keySet());
    farewells.sayAll(connection.channel());
    connection
        .channel()
        .notifyWhenStateChanged(
            ConnectivityState.READY, () -> lost(connection, "the connection broke"));
    guests.forEach(guest -> serve(connection, guest));
  }

  @Override
  public void down(ManagedChannel channel, ProviderException why) {
    channel.shutdownNow();
    List<Guest> guests;
    ProviderException told = why;
    synchronized (this) {
      trying = false;
      guests = takeWaiting();
      if (closed) {
        told = closing();
      } else {
        if (failures == 0) {
          log.warn(
              "plug-in {} at {} cannot be used: {}", name, channels.address(), why.getMessage());
        }
        lastFailure = why;
        lastFailureNanos = context.ticker().nanos();
        retryAfter(backoff.delayNanos(failures++));
      }
    }
    firstTry.countDown();
    for (Guest guest : guests) {
      guest.refused(told);
    }
  }

  private void lost(Connection connection, String why) {
    synchronized (this) {
      if (ready != connection) {
        return;
      }
      ready = null;
      stopChecks();
      if (!closed) {
        log.warn("plug-in {} at {} is lost: {}", name, channels.address(), why);
        retryAfter(backoff.delayNanos(0));
      }
    }
    // Streams of a connection that the other side only winds up may end in peace.
    connection.channel().shutdown();
  }

  private void retryAfter(long delayNanos) {
    retry = context.timers().schedule(this::start, delayNanos, TimeUnit.NANOSECONDS);
  }

  private List<Guest> takeWaiting() {
    List<Guest> taken = List.copyOf(waiting);
    waiting.clear();
    if (retry != null) {
      retry.cancel(false);
    }
    return taken;
  }

  private void stopChecks() {
    if (checks != null) {
      checks.stop();
    }
  }

  /** Ends a generation or a job that its stream no longer reaches. */
  void cancel(CancelGenerationRequest request) {
    Connection now = ready;
    farewells.say(request, now == null ? null : now.channel());
  }

  private ProviderException closing() {
    return new ProviderException(FailureKind.OVERLOADED, "provider " + name + " is closed");
  }

  /** Ends the connection and refuses who waits for one. */
  @Override
  public void close() {
    List<Guest> guests;
    Connection last;
    synchronized (this) {
      closed = true;
      last = ready;
      ready = null;
      stopChecks();
      guests = takeWaiting();
    }
    firstTry.countDown();
    guests.forEach(guest -> guest.refused(closing()));
    if (last != null) {
      last.channel().shutdownNow();
    }
    channels.close();
  }
}
