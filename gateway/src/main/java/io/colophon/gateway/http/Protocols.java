package io.colophon.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** The pipelines of the protocols; above them all is one {@link ConnectionHandler}. */
final class Protocols {
  private static final int FIRST_LINE_MOST = 8192;
  private static final int CHUNK_MOST = 256 * 1024;
  private static final int UPGRADE_BODY_MOST = 64 * 1024;

  private final HttpServer server;

  Protocols(HttpServer server) {
    this.server = server;
  }

  long headTimeoutNanos() {
    return server.settings().headTimeoutNanos();
  }

  /**
   * @param mayUpgrade whether the first request may ask for HTTP/2 on this connection
   */
  void http1(ChannelPipeline pipeline, boolean mayUpgrade) {
    ConnectionHandler connection = new ConnectionHandler(server, true);
    HttpServerCodec codec =
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(FIRST_LINE_MOST)
                .setMaxHeaderSize(server.settings().maxHeaderBytes())
                .setMaxChunkSize(CHUNK_MOST));
    pipeline.addLast(new ByteWatch(connection)).addLast(codec);
    if (mayUpgrade) {
      pipeline.addLast(new FirstRequestUpgrade(codec, this::upgrade)).addLast(new UpgradeEnd());
    }
    pipeline.addLast(connection);
  }

  void http2(ChannelPipeline pipeline) {
    Http2FrameCodec codec = frameCodec();
    pipeline.addLast(codec, multiplex(), new Http2Connection(server, codec));
  }

  private HttpServerUpgradeHandler.@Nullable UpgradeCodec upgrade(CharSequence protocol) {
    if (!AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)) {
      return null;
    }
    Http2FrameCodec codec = frameCodec();
    return new Http2ServerUpgradeCodec(codec, multiplex(), new Http2Connection(server, codec));
  }

  private Http2FrameCodec frameCodec() {
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(
            Http2Settings.defaultSettings()
                .maxConcurrentStreams(server.settings().maxStreams())
                .maxHeaderListSize(server.settings().maxHeaderBytes()))
        .validateHeaders(true)
        .build();
  }

  private ChannelHandler multiplex() {
    return new Http2MultiplexHandler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel stream) {
            stream
                .pipeline()
                .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                .addLast(new ConnectionHandler(server, false));
          }
        });
  }

  /** Tells the connection that bytes came, before it is known what they are. */
  private static final class ByteWatch extends ChannelInboundHandlerAdapter {
    private final ConnectionHandler connection;

    ByteWatch(ConnectionHandler connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      connection.bytesCame();
      context.fireChannelRead(bytes);
    }
  }

  /** Goes over to HTTP/2 where the first request asks for it and is small. */
  private static final class FirstRequestUpgrade extends HttpServerUpgradeHandler {

    FirstRequestUpgrade(SourceCodec codec, UpgradeCodecFactory factory) {
      super(codec, factory, UPGRADE_BODY_MOST);
    }

    @Override
    protected boolean shouldHandleUpgradeRequest(HttpRequest request) {
      return request.headers().contains(HttpHeaderNames.UPGRADE)
          && !HttpUtil.isTransferEncodingChunked(request)
          && HttpUtil.getContentLength(request, 0L) <= UPGRADE_BODY_MOST;
    }
  }

  /** Takes the upgrade out of the pipeline when the first request did not ask for it. */
  private static final class UpgradeEnd extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest) {
        context.pipeline().remove(FirstRequestUpgrade.class);
        context.fireChannelRead(message);
        context.pipeline().remove(this);
      } else {
        context.fireChannelRead(message);
      }
    }

    /** What belonged to HTTP/1 goes. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      context.fireUserEventTriggered(event);
      if (event instanceof HttpServerUpgradeHandler.UpgradeEvent) {
        context.pipeline().remove(ByteWatch.class);
        context.pipeline().remove(ConnectionHandler.class);
        context.pipeline().remove(this);
      }
    }
  }
}
