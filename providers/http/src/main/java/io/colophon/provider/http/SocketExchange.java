package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket (RFC 6455) for one stream, on a connection of its own that lives on the stream's
 * loop; the codec and the handshake are Netty's.
 */
final class SocketExchange extends SimpleChannelInboundHandler<Object>
    implements HttpExchange, WebSocket {
  private static final int MOST_HANDSHAKE_BYTES = 64 * 1024;
  private static final int NO_STATUS = 1005; // RFC 6455, section 7.4.1

  private final Output out;
  private final Origin origin;
  private final int maxMessageBytes;
  private final WebSocketReader reader;
  private final Silence silence;
  private final WebSocketClientHandshaker handshaker;
  private final Runnable gone;
  private @Nullable Channel channel;
  private boolean paused;
  private boolean over;

  SocketExchange(
      Output out, HttpCall call, int maxMessageBytes, WebSocketReader reader, Runnable gone) {
    this.out = out;
    this.origin = Origin.of(call.uri());
    this.maxMessageBytes = maxMessageBytes;
    this.reader = reader;
    this.gone = gone;
    this.silence =
        new Silence(
            out.loop(), out.context().ticker(), out.upstream().timeouts(), this::fellSilent);
    this.handshaker =
        WebSocketClientHandshakerFactory.newHandshaker(
            call.uri(), WebSocketVersion.V13, null, false, call.headers(), maxMessageBytes);
  }

  void start(Connector connector) {
    silence.start();
    connector.connect(origin, false, out.loop(), this::connected);
  }

  private void connected(@Nullable Channel to, @Nullable ProviderException failure) {
    if (to == null) {
      fail(
          failure == null
              ? new ProviderException(FailureKind.UNREACHABLE, "no connection to " + origin)
              : failure);
      return;
    }
    if (over) {
      Cut.off(to);
      return;
    }
    channel = to;
    to.pipeline()
        .addLast(Connector.codec())
        .addLast(new HttpObjectAggregator(MOST_HANDSHAKE_BYTES))
        .addLast(new Utf8FrameValidator())
        .addLast(new WebSocketFrameAggregator(maxMessageBytes))
        .addLast(this);
    to.config().setAutoRead(!paused);
    var unused = handshaker.handshake(to);
  }

  // ---- what comes

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object message) {
    if (over) {
      return;
    }
    if (message instanceof FullHttpResponse response) {
      handshakeAnswered(context.channel(), response);
    } else if (message instanceof TextWebSocketFrame text) {
      silence.output();
      String words = text.text();
      out.safely(() -> reader.text(words));
    } else if (message instanceof BinaryWebSocketFrame binary) {
      silence.output();
      out.safely(() -> reader.binary(binary.content()));
    } else if (message instanceof PingWebSocketFrame ping) {
      silence.sign();
      var unused = context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
    } else if (message instanceof CloseWebSocketFrame close) {
      int code = close.statusCode() < 0 ? NO_STATUS : close.statusCode();
      String reason = close.reasonText();
      var unused = handshaker.close(context.channel(), close.retain());
      if (finish()) {
        out.safely(() -> reader.closed(code, reason));
      }
    }
  }

  private void handshakeAnswered(Channel on, FullHttpResponse response) {
    if (response.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      byte[] body = new byte[response.content().readableBytes()];
      response.content().readBytes(body);
      HttpAnswer answer =
          new HttpAnswer(new HttpHead(response.status().code(), response.headers()), body);
      Cut.off(on);
      if (finish()) {
        out.safely(() -> out.fail(out.upstream().failures().read(answer)));
      }
      return;
    }
    try {
      handshaker.finishHandshake(on, response);
    } catch (WebSocketHandshakeException wrong) {
      Cut.off(on);
      fail(
          new ProviderException(
              FailureKind.MALFORMED_ANSWER, "not a WebSocket handshake: " + wrong.getMessage()));
      return;
    }
    silence.sign();
    out.safely(() -> reader.opened(this));
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!over && context.channel().isWritable()) {
      out.safely(reader::writable);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(
        new ProviderException(
            FailureKind.UNREACHABLE, origin + " cut the WebSocket without closing it"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Cut.off(context);
    boolean theirs = cause instanceof io.netty.handler.codec.DecoderException;
    fail(
        new ProviderException(
            theirs ? FailureKind.MALFORMED_ANSWER : FailureKind.UNREACHABLE,
            "the WebSocket to " + origin + " broke: " + cause.getClass().getSimpleName(),
            null,
            cause));
  }

  private void fellSilent(long limitNanos) {
    Channel on = channel;
    if (on != null) {
      Cut.off(on);
    }
    fail(
        new ProviderException(
            FailureKind.TIMED_OUT,
            origin
                + (silence.outputSeen() ? " fell silent for " : " gave no output for ")
                + limitNanos / 1_000_000
                + " ms"));
  }

  private void fail(ProviderException failure) {
    if (finish()) {
      out.safely(() -> out.fail(failure));
    }
  }

  private boolean finish() {
    if (over) {
      return false;
    }
    over = true;
    silence.end();
    gone.run();
    return true;
  }

  // ---- for the attempt

  @Override
  public void text(String text) {
    send(new TextWebSocketFrame(text));
  }

  @Override
  public void binary(ByteBuffer bytes) {
    ByteBuf content = Unpooled.wrappedBuffer(bytes);
    send(new BinaryWebSocketFrame(content));
  }

  @Override
  public void close() {
    send(new CloseWebSocketFrame(1000, ""));
  }

  private void send(io.netty.handler.codec.http.websocketx.WebSocketFrame frame) {
    Channel on = channel;
    if (over || on == null) {
      frame.release();
      return;
    }
    var unused = on.writeAndFlush(frame);
  }

  @Override
  public boolean isWritable() {
    Channel on = channel;
    return on != null && on.isWritable();
  }

  @Override
  public void pause() {
    paused = true;
    silence.pause();
    setReading(false);
  }

  @Override
  public void resume() {
    paused = false;
    silence.resume();
    setReading(true);
  }

  private void setReading(boolean wanted) {
    Channel on = channel;
    if (on != null) {
      on.config().setAutoRead(wanted);
    }
  }

  @Override
  public void abort() {
    Channel on = channel;
    if (finish() && on != null) {
      Cut.off(on);
    }
  }
}
