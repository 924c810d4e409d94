package io.colophon.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Minds an HTTP/2 connection as a whole: idle ones close, and all of them when the server stops.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter implements HttpServer.Drainable {
  private final HttpServer server;
  private final Http2FrameCodec codec;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ScheduledFuture<?> tick;
  private long usedNanos;
  private boolean leaving;

  Http2Connection(HttpServer server, Http2FrameCodec codec) {
    this.server = server;
    this.codec = codec;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    usedNanos = server.ticker().nanos();
    long every = server.settings().tickNanos();
    tick = added.executor().scheduleAtFixedRate(this::look, every, every, TimeUnit.NANOSECONDS);
    server.opened(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    end();
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) {
    end();
    inactive.fireChannelInactive();
  }

  private void end() {
    if (tick != null) {
      tick.cancel(false);
      tick = null;
    }
    server.closed(this);
  }

  /** Frames that belong to no stream, such as settings and pings, are answered by the codec. */
  @Override
  public void channelRead(ChannelHandlerContext on, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext on, Throwable cause) {
    var unused = on.close();
  }

  private void look() {
    long now = server.ticker().nanos();
    if (codec.connection().numActiveStreams() > 0) {
      usedNanos = now;
    } else if (leaving || now - usedNanos > server.settings().idleTimeoutNanos()) {
      close();
    }
  }

  @Override
  public void drain() {
    ChannelHandlerContext on = context;
    if (on != null) {
      on.executor()
          .execute(
              () -> {
                leaving = true;
                var unused = on.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
                look();
              });
    }
  }

  @Override
  public void close() {
    ChannelHandlerContext on = context;
    if (on != null) {
      var unused = on.close();
    }
  }
}
