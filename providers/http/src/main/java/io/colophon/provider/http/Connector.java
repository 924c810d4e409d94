package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections that are ready for requests: name, proxy, TLS. */
final class Connector implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Connector.class);
  private static final String UNREADY = "unready";
  static final int MOST_HEADER_BYTES = 32 * 1024;
  private static final int PIECE_BYTES = 64 * 1024;

  private final long connectMillis;
  private final Names names;
  private final Optional<Proxy> proxy;
  private final SslContext tls;
  private final SslContext tlsOfferingHttp2;

  /**
   * @throws IllegalArgumentException if the settings do not go together
   */
  Connector(ConnectionConfig config, Timeouts timeouts) {
    connectMillis = Math.min(Integer.MAX_VALUE, Math.max(1, timeouts.connect().toMillis()));
    names = new Names(config.dnsRefresh());
    proxy = Proxy.of(config);
    tls = ClientTls.of(config, false);
    tlsOfferingHttp2 = ClientTls.of(config, true);
  }

  /**
   * Connects.
   *
   * @param http2 whether to offer HTTP/2 where TLS is spoken; {@link #speaksHttp2} tells what came
   *     of it
   * @param loop on which the channel lives and {@code then} is called
   * @param then gets the channel or the failure, the other being null
   */
  void connect(
      Origin origin,
      boolean http2,
      EventLoop loop,
      BiConsumer<@Nullable Channel, @Nullable ProviderException> then) {
    if (proxy.isPresent()) {
      if (origin.guarded() && isLocalName(origin.host())) {
        then.accept(null, notPublic(origin));
        return;
      }
      resolve(proxy.get().origin(), loop, at -> open(origin, http2, at, loop, then), then);
    } else {
      resolve(origin, loop, at -> open(origin, http2, at, loop, then), then);
    }
  }

  private void resolve(
      Origin origin,
      EventLoop loop,
      Consumer<InetSocketAddress> then,
      BiConsumer<@Nullable Channel, @Nullable ProviderException> failed) {
    Future<InetSocketAddress> resolving = names.resolve(loop, origin);
    ScheduledFuture<?> limit =
        loop.schedule(() -> resolving.cancel(false), connectMillis, TimeUnit.MILLISECONDS);
    var unused =
        resolving.addListener(
            done -> {
              limit.cancel(false);
              if (!done.isSuccess()) {
                failed.accept(null, unreachable(origin, done.cause()));
                return;
              }
              InetSocketAddress at = (InetSocketAddress) done.getNow();
              InetAddress address = at == null ? null : at.getAddress();
              if (address == null || origin.guarded() && !PublicAddress.is(address)) {
                failed.accept(null, notPublic(origin));
              } else {
                then.accept(at);
              }
            });
  }

  /** A name that leads to no public address, as far as it tells without being resolved. */
  private static boolean isLocalName(String host) {
    String bare = Names.bare(host);
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(bare);
    if (literal == null) {
      return bare.equals("localhost") || bare.endsWith(".localhost") || bare.endsWith(".internal");
    }
    try {
      return !PublicAddress.is(InetAddress.getByAddress(literal));
    } catch (UnknownHostException neither) {
      return true;
    }
  }

  private static ProviderException notPublic(Origin origin) {
    return new ProviderException(
        FailureKind.MALFORMED_ANSWER,
        "the answer leads to " + origin.host() + ", which is no public address");
  }

  private void open(
      Origin origin,
      boolean http2,
      InetSocketAddress at,
      EventLoop loop,
      BiConsumer<@Nullable Channel, @Nullable ProviderException> then) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(Names.socketType(loop))
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectMillis)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    proxy.ifPresent(
                        by -> {
                          if (by.origin().tls()) {
                            channel.pipeline().addLast(secure(tls, channel, by.origin()));
                          }
                          channel.pipeline().addLast(by.handler(at, connectMillis));
                        });
                    if (origin.tls()) {
                      SslContext with = http2 ? tlsOfferingHttp2 : tls;
                      channel.pipeline().addLast("tls", secure(with, channel, origin));
                    }
                    channel.pipeline().addLast(UNREADY, new Unready());
                  }
                });
    // Through a proxy, the name is the proxy's to resolve.
    InetSocketAddress to =
        proxy.isPresent()
            ? InetSocketAddress.createUnresolved(Names.bare(origin.host()), origin.port())
            : at;
    var unused =
        bootstrap
            .connect(to)
            .addListener(
                (ChannelFuture done) -> {
                  if (!done.isSuccess()) {
                    then.accept(null, unreachable(origin, done.cause()));
                  } else {
                    secured(origin, done.channel(), then);
                  }
                });
  }

  private SslHandler secure(SslContext with, SocketChannel channel, Origin origin) {
    SslHandler ssl = with.newHandler(channel.alloc(), Names.bare(origin.host()), origin.port());
    ssl.setHandshakeTimeoutMillis(connectMillis);
    return ssl;
  }

  private static void secured(
      Origin origin,
      Channel channel,
      BiConsumer<@Nullable Channel, @Nullable ProviderException> then) {
    if (!(channel.pipeline().get("tls") instanceof SslHandler ssl)) {
      channel.pipeline().remove(UNREADY);
      then.accept(channel, null);
      return;
    }
    var unused =
        ssl.handshakeFuture()
            .addListener(
                done -> {
                  if (done.isSuccess()) {
                    channel.pipeline().remove(UNREADY);
                    then.accept(channel, null);
                  } else {
                    Cut.off(channel);
                    then.accept(null, unreachable(origin, done.cause()));
                  }
                });
  }

  /** What breaks before a connection is ready is told by the future that waits for it. */
  private static final class Unready extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      log.debug("a connection broke before it was ready", cause);
      Cut.off(context);
    }
  }

  /** Whether the upstream took up the offer of HTTP/2. */
  static boolean speaksHttp2(Channel channel) {
    return channel.pipeline().get("tls") instanceof SslHandler ssl
        && ApplicationProtocolNames.HTTP_2.equals(ssl.applicationProtocol());
  }

  /** The codec of HTTP/1.1, with limits. */
  static HttpClientCodec codec() {
    return new HttpClientCodec(
        new HttpDecoderConfig().setMaxHeaderSize(MOST_HEADER_BYTES).setMaxChunkSize(PIECE_BYTES),
        false,
        false);
  }

  private static ProviderException unreachable(Origin origin, Throwable cause) {
    return new ProviderException(
        FailureKind.UNREACHABLE,
        "no connection to " + origin + ": " + cause.getClass().getSimpleName(),
        null,
        cause);
  }

  /** How long a connection may take to become ready, in milliseconds. */
  long connectMillis() {
    return connectMillis;
  }

  @Override
  public void close() {
    names.close();
  }
}
