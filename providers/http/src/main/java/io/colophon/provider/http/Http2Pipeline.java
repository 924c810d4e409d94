package io.colophon.provider.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.concurrent.Future;

/** What stands on an HTTP/2 connection and on each of its streams; the codecs are Netty's. */
final class Http2Pipeline {
  // What an upstream may send ahead of a slow caller; more would only be held in memory.
  private static final int STREAM_WINDOW_BYTES = 256 * 1024;

  private Http2Pipeline() {}

  /**
   * Begins to speak HTTP/2. To be called on the channel's loop.
   *
   * @param mostStreams most streams it will carry: the connection's window has room for each of
   *     them to stand still without holding up the others
   * @throws Http2Exception if the window cannot be widened
   */
  static void begin(Channel channel, Http2Session session, int mostStreams) throws Http2Exception {
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forClient()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .pushEnabled(false)
                    .initialWindowSize(STREAM_WINDOW_BYTES)
                    .maxHeaderListSize(Connector.MOST_HEADER_BYTES))
            .build();
    channel
        .pipeline()
        .addLast(codec)
        .addLast(new Departure(session))
        .addLast(new Http2MultiplexHandler(new Refusal()))
        .addLast(session);
    Http2Connection connection = codec.connection();
    Http2LocalFlowController flow = connection.local().flowController();
    long wanted = Math.min(Integer.MAX_VALUE, (long) mostStreams * STREAM_WINDOW_BYTES);
    int more = (int) wanted - flow.windowSize(connection.connectionStream());
    if (more > 0) {
      flow.incrementWindowSize(connection.connectionStream(), more);
      channel.flush();
    }
  }

  /** Opens a stream on which an exchange finds the same messages as over HTTP/1.1. */
  static Future<Http2StreamChannel> open(Http2Session session, StreamHandler handler) {
    return new Http2StreamChannelBootstrap(session.channel())
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                stream
                    .pipeline()
                    .addLast(new Http2StreamFrameToHttpObjectCodec(false))
                    .addLast(handler);
              }
            })
        .open();
  }

  /** The session hears of its end before the streams do, lest one of them begins anew on it. */
  private static final class Departure extends ChannelInboundHandlerAdapter {
    private final Http2Session session;

    Departure(Http2Session session) {
      this.session = session;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Http2GoAwayFrame) {
        session.leave();
      }
      context.fireChannelRead(message);
    }
  }

  /** Streams of the upstream's own making; it was told that there may be none. */
  private static final class Refusal extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel stream) {
      Cut.off(stream);
    }

    @Override
    public boolean isSharable() {
      return true;
    }
  }
}
