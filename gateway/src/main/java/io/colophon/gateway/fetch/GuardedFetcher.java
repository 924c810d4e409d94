package io.colophon.gateway.fetch;

import io.colophon.gateway.config.LinksConfig;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.work.Completion;
import io.colophon.provider.spi.Part;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/**
 * Fetches files from hosts that a caller named. Scheme, port and form of the link, every address of
 * its host, every hop of a redirect, size, time and the bytes themselves are checked; the
 * connection goes to the very address that was checked. Nothing of ours goes along: no credential,
 * no cookie, no referrer. Proxies are not used, since they would resolve the name anew.
 * Thread-safe, never blocks.
 */
public final class GuardedFetcher {
  private static final int CONNECT_MILLIS = 3000;

  private final EventLoopGroup loops;
  private final HostResolver resolver;
  private final SslContext tls;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param loops carry the connections; those of the server will do
   * @param tls verifies the host's certificate and name
   */
  public GuardedFetcher(EventLoopGroup loops, HostResolver resolver, SslContext tls) {
    this.loops = loops;
    this.resolver = resolver;
    this.tls = tls;
  }

  /** TLS as a browser would have it: the machine's trusted roots, and the name must fit. */
  public static SslContext publicTls() throws SSLException {
    return SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").build();
  }

  /** Files being fetched. */
  public int underWay() {
    return underWay.get();
  }

  /**
   * Fetches one file. Cancelling the future closes the connection.
   *
   * @param timeLeft until nobody waits for it any more; the shorter of it and the configured time
   *     counts
   * @return the file with the media type that its bytes tell; fails with {@link
   *     UnfetchableException}, or with a {@link Refusal} GATEWAY_OVERLOADED
   */
  CompletableFuture<Part.Media> fetch(
      String link, LinksConfig rules, ByteBudget budget, Duration timeLeft) {
    if (underWay.incrementAndGet() > rules.maxAtOnce()) {
      underWay.decrementAndGet();
      return CompletableFuture.failedFuture(
          Refusal.of(Reason.GATEWAY_OVERLOADED, "too many links are being fetched")
              .retryAfter(Duration.ofSeconds(1)));
    }
    Duration time = timeLeft.compareTo(rules.timeout()) < 0 ? timeLeft : rules.timeout();
    EventLoop loop = loops.next();
    Fetch fetch = new Fetch(loop, bootstrap(loop), resolver, tls, rules, budget, time);
    CompletableFuture<Part.Media> file = fetch.start(link);
    var unused = file.whenComplete((done, failure) -> underWay.decrementAndGet());
    return file;
  }

  /**
   * Fetches one file for whoever looks at files, under the same checks.
   *
   * @param maxBytes the largest; the configured size counts where it is smaller
   * @return its bytes; fails with a {@link Refusal}
   */
  public CompletableFuture<ByteBuffer> file(
      String link, LinksConfig rules, long maxBytes, Duration timeLeft) {
    if (!rules.enabled()) {
      return CompletableFuture.failedFuture(
          Refusal.invalid("url", "this gateway does not fetch files, expected a file"));
    }
    CompletableFuture<ByteBuffer> bytes = new CompletableFuture<>();
    Completion.of(
        fetch(link, rules, new ByteBudget(maxBytes), timeLeft),
        (media, failure) -> {
          if (media != null) {
            bytes.complete(media.bytes());
          } else if (failure instanceof UnfetchableException unfetchable) {
            bytes.completeExceptionally(
                Refusal.invalid("url", "cannot be used: " + unfetchable.text()));
          } else {
            bytes.completeExceptionally(
                failure instanceof Refusal refusal
                    ? refusal
                    : Refusal.invalid("url", "cannot be fetched"));
          }
        });
    return bytes;
  }

  private Bootstrap bootstrap(EventLoop loop) {
    return new Bootstrap()
        .group(loop)
        .channel(channelOf(loops))
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .option(ChannelOption.AUTO_READ, true);
  }

  private static Class<? extends SocketChannel> channelOf(EventLoopGroup loops) {
    return loops instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class)
        ? EpollSocketChannel.class
        : NioSocketChannel.class;
  }
}
