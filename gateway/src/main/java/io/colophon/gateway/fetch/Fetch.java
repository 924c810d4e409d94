package io.colophon.gateway.fetch;

import io.colophon.gateway.config.LinksConfig;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.work.Completion;
import io.colophon.provider.spi.Part;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file on its way, through as many hops as it takes. Everything happens on one event loop. */
final class Fetch implements HopHandler.Listener {
  private static final Logger log = LoggerFactory.getLogger(Fetch.class);
  private static final int MAX_ADDRESSES = 3;
  private static final int MAX_LINE = 8192;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int MAX_CHUNK = 64 * 1024;

  /** One text for a name that does not exist and for one that leads inside: neither is told. */
  private static final String NO_ADDRESS = "its host has no address that may be fetched from";

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final HostResolver resolver;
  private final SslContext tls;
  private final LinksConfig rules;
  private final ByteBudget budget;
  private final Duration time;
  private final AddressRules addresses;
  private final CompletableFuture<Part.Media> file = new CompletableFuture<>();
  private @Nullable Channel channel;
  private int redirects;

  Fetch(
      EventLoop loop,
      Bootstrap bootstrap,
      HostResolver resolver,
      SslContext tls,
      LinksConfig rules,
      ByteBudget budget,
      Duration time) {
    this.loop = loop;
    this.bootstrap = bootstrap;
    this.resolver = resolver;
    this.tls = tls;
    this.rules = rules;
    this.budget = budget;
    this.time = time;
    this.addresses = new AddressRules(rules.allowedNetworks());
  }

  CompletableFuture<Part.Media> start(String link) {
    var timeout =
        loop.schedule(
            () -> fail("it did not come within " + time.toMillis() + " ms"),
            Math.max(0, time.toNanos()),
            TimeUnit.NANOSECONDS);
    var unused =
        file.whenComplete(
            (done, failure) -> {
              timeout.cancel(false);
              loop.execute(this::hangUp);
            });
    loop.execute(() -> attempt(() -> go(Destination.of(link, rules))));
    return file;
  }

  private void attempt(Runnable step) {
    try {
      if (!file.isDone()) {
        step.run();
      }
    } catch (UnfetchableException | Refusal problem) {
      file.completeExceptionally(problem);
    } catch (RuntimeException bug) {
      log.error("fetching a link failed", bug);
      fail("it cannot be fetched");
    }
  }

  private void go(Destination to) {
    to.address()
        .map(address -> CompletableFuture.completedFuture(List.of(address)))
        .or(() -> Optional.of(resolver.resolve(to.host())))
        .ifPresent(
            found ->
                Completion.of(
                    found,
                    (list, failure) ->
                        loop.execute(() -> attempt(() -> connectTo(to, list, failure)))));
  }

  private void connectTo(
      Destination to, @Nullable List<InetAddress> found, @Nullable Throwable failure) {
    if (found == null || found.isEmpty()) {
      log.info("a link was not fetched: host {} does not resolve: {}", to.host(), why(failure));
      fail(NO_ADDRESS);
      return;
    }
    for (InetAddress address : found) {
      String objection = addresses.objection(address).orElse(null);
      if (objection != null) {
        log.warn(
            "a link was not fetched: host {} has address {}, which {}",
            to.host(),
            address.getHostAddress(),
            objection);
        fail(NO_ADDRESS);
        return;
      }
    }
    connect(to, found.stream().limit(MAX_ADDRESSES).iterator());
  }

  private static String why(@Nullable Throwable failure) {
    return failure == null ? "no address" : failure.getClass().getSimpleName();
  }

  private void connect(Destination to, Iterator<InetAddress> checked) {
    if (!checked.hasNext()) {
      fail("its host does not answer");
      return;
    }
    InetAddress address = checked.next();
    HopHandler answer = new HopHandler(this, rules.maxFile().bytes(), budget);
    ChannelFuture connecting =
        bootstrap
            .clone()
            .handler(new Hop(to, answer))
            .connect(new InetSocketAddress(address, to.port()));
    channel = connecting.channel();
    connecting.addListener(
        done ->
            attempt(
                () -> {
                  if (done.isSuccess()) {
                    var unused = connecting.channel().writeAndFlush(request(to));
                    answer.begin(connecting.channel(), to);
                  } else {
                    connect(to, checked);
                  }
                }));
  }

  /** Makes the pipeline of one connection. */
  private final class Hop extends ChannelInitializer<Channel> {
    private final Destination to;
    private final HopHandler answer;

    Hop(Destination to, HopHandler answer) {
      this.to = to;
      this.answer = answer;
    }

    @Override
    protected void initChannel(Channel made) {
      if (to.secure()) {
        made.pipeline().addLast(tls.newHandler(made.alloc(), to.host(), to.port()));
      }
      made.pipeline().addLast(new HttpClientCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK), answer);
    }
  }

  private static FullHttpRequest request(Destination to) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, to.pathAndQuery());
    request
        .headers()
        .set(HttpHeaderNames.HOST, to.hostHeader())
        .set(HttpHeaderNames.ACCEPT, "*/*")
        .set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY)
        .set(HttpHeaderNames.USER_AGENT, "Colophon")
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return request;
  }

  @Override
  public void redirected(Destination from, String location) {
    attempt(
        () -> {
          hangUp();
          if (++redirects > rules.maxRedirects()) {
            fail("it leads on more than " + rules.maxRedirects() + " times");
            return;
          }
          go(from.redirectedTo(location, rules));
        });
  }

  @Override
  public void whole(ByteBuffer bytes) {
    attempt(
        () ->
            FileSignature.mimeTypeOf(bytes)
                .ifPresentOrElse(
                    mimeType -> file.complete(new Part.Media(mimeType, bytes)),
                    () -> fail("what it leads to is no picture, recording or film known here")));
  }

  @Override
  public void failed(String problem) {
    fail(problem);
  }

  private void fail(String problem) {
    file.completeExceptionally(new UnfetchableException(problem));
  }

  private void hangUp() {
    Channel open = channel;
    if (open != null) {
      channel = null;
      var unused = open.close();
    }
  }
}
