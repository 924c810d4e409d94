package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Opens connections that are ready for requests. */
final class Connector implements AutoCloseable {
  private static final int MOST_HEADER_BYTES = 32 * 1024;
  private static final int PIECE_BYTES = 64 * 1024;

  private final Timeouts timeouts;
  private final SslContext tls;

  Connector(ConnectionConfig config, Timeouts timeouts) {
    this.timeouts = timeouts;
    try {
      SslContextBuilder builder = SslContextBuilder.forClient();
      config.caCertificate().ifPresent(path -> builder.trustManager(path.toFile()));
      tls = builder.build();
    } catch (SSLException unusable) {
      throw new IllegalArgumentException(
          "connection.ca-certificate cannot be used: " + unusable.getMessage(), unusable);
    }
  }

  /**
   * Connects.
   *
   * @param loop on which the channel lives and {@code then} is called
   * @param then gets the channel or the failure, the other being null
   */
  void connect(
      Origin origin,
      EventLoop loop,
      Supplier<ChannelHandler> handler,
      BiConsumer<@Nullable Channel, @Nullable ProviderException> then) {
    var unused =
        new Bootstrap()
            .group(loop)
            .channel(channelType(loop))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeouts.connect().toMillis())))
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (origin.tls()) {
                      SslHandler ssl =
                          tls.newHandler(channel.alloc(), origin.host(), origin.port());
                      ssl.setHandshakeTimeoutMillis(timeouts.connect().toMillis());
                      channel.pipeline().addLast(ssl);
                    }
                    channel
                        .pipeline()
                        .addLast(
                            new HttpClientCodec(
                                new HttpDecoderConfig()
                                    .setMaxHeaderSize(MOST_HEADER_BYTES)
                                    .setMaxChunkSize(PIECE_BYTES),
                                false,
                                false))
                        .addLast(handler.get());
                  }
                })
            .connect(origin.host(), origin.port())
            .addListener(
                (io.netty.channel.ChannelFuture done) -> {
                  if (!done.isSuccess()) {
                    then.accept(null, unreachable(origin, done.cause()));
                  } else {
                    secured(origin, done.channel(), then);
                  }
                });
  }

  private static void secured(
      Origin origin,
      Channel channel,
      BiConsumer<@Nullable Channel, @Nullable ProviderException> then) {
    SslHandler ssl = channel.pipeline().get(SslHandler.class);
    if (ssl == null) {
      then.accept(channel, null);
      return;
    }
    var unused =
        ssl.handshakeFuture()
            .addListener(
                done -> {
                  if (done.isSuccess()) {
                    then.accept(channel, null);
                  } else {
                    Cut.off(channel);
                    then.accept(null, unreachable(origin, done.cause()));
                  }
                });
  }

  private static ProviderException unreachable(Origin origin, Throwable cause) {
    return new ProviderException(
        FailureKind.UNREACHABLE,
        "no connection to " + origin + ": " + cause.getClass().getSimpleName(),
        null,
        cause);
  }

  private static Class<? extends SocketChannel> channelType(EventLoop loop) {
    return loop instanceof IoEventLoop io && io.isCompatible(EpollIoHandle.class)
        ? EpollSocketChannel.class
        : NioSocketChannel.class;
  }

  @Override
  public void close() {}
}
