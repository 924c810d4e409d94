package io.colophon.provider.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An upstream that speaks HTTP/2 over TLS, if it says so, made of Netty's server side. */
final class Http2Double implements AutoCloseable {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listening;

  /** What was agreed on each connection. */
  final List<String> agreed = new CopyOnWriteArrayList<>();

  final List<Channel> connections = new CopyOnWriteArrayList<>();

  /**
   * Listens.
   *
   * @param protocols what it offers by ALPN
   * @param streams gets every stream of HTTP/2
   */
  Http2Double(
      TestCertificate certificate,
      Http2Settings settings,
      Consumer<Channel> streams,
      String... protocols)
      throws Exception {
    SslContext tls =
        SslContextBuilder.forServer(certificate.keys())
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    protocols))
            .build();
    listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    channel
                        .pipeline()
                        .addLast(tls.newHandler(channel.alloc()), new Choice(settings, streams));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  URI uri(String path) {
    return URI.create(
        "https://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort() + path);
  }

  /** Says that it takes no more streams on a connection and has begun with none after one. */
  static void goAway(Channel connection, int lastStream) {
    ByteBuf frame = Unpooled.buffer(); // RFC 9113, section 6.8
    frame.writeMedium(8).writeByte(7).writeByte(0).writeInt(0).writeInt(lastStream).writeInt(0);
    connection.pipeline().context(Http2FrameCodec.class).writeAndFlush(frame);
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Choice extends ApplicationProtocolNegotiationHandler {
    private final Http2Settings settings;
    private final Consumer<Channel> streams;

    Choice(Http2Settings settings, Consumer<Channel> streams) {
      super("none");
      this.settings = settings;
      this.streams = streams;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      agreed.add(protocol);
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        context
            .pipeline()
            .addLast(
                Http2FrameCodecBuilder.forServer()
                    .initialSettings(settings)
                    .decoderEnforceMaxRstFramesPerWindow(0, 0)
                    .build(),
                new Http2MultiplexHandler(
                    new ChannelInitializer<Channel>() {
                      @Override
                      protected void initChannel(Channel stream) {
                        streams.accept(stream);
                      }
                    }));
      } else {
        context.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(1000));
        context.pipeline().addLast(new Plain());
      }
    }
  }

  private static final class Plain extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      DefaultFullHttpResponse answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.OK,
              Unpooled.copiedBuffer("plain", StandardCharsets.US_ASCII));
      answer.headers().set("content-length", 5);
      context.writeAndFlush(answer);
    }
  }
}
