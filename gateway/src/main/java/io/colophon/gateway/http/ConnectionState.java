package io.colophon.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Where one connection of HTTP/1, or one stream of HTTP/2, is: what its reading, its answers and
 * its timeouts all have to know. Used on its event loop only.
 */
final class ConnectionState {

  /** What a connection is about. */
  enum Phase {
    /** Waits for a request. */
    IDLE,
    /** Reads a body. */
    BODY,
    /** Waits for the answer's end. */
    ANSWERING,
    /** Throws away the rest of a body whose request is answered. */
    SWALLOWING,
    /** Throws everything away until the caller closes. */
    LINGERING,
    CLOSED
  }

  final HttpServer server;
  final boolean http1;

  Phase phase = Phase.IDLE;

  /** When the phase began, or when it last got on. */
  long phaseNanos;

  /** Whether bytes of a head may have come. One that says nothing has the time of a head. */
  boolean headBegun = true;

  long headNanos;

  /** The request that is read or answered. */
  @Nullable Exchange current;

  /** What takes the body of {@link #current} until it is whole. */
  @Nullable BodyReader body;

  boolean bodyWhole;
  boolean bodyPaused;
  boolean continueAsked;

  /** Whether the connection goes on after the current answer. */
  boolean keep;

  private @Nullable ChannelHandlerContext context;

  ConnectionState(HttpServer server, boolean http1) {
    this.server = server;
    this.http1 = http1;
  }

  /** The connection begins. */
  void attach(ChannelHandlerContext added) {
    context = added;
    touch();
    headNanos = phaseNanos;
  }

  void enter(Phase next) {
    phase = next;
    touch();
  }

  /** Something got on: the phase's time begins anew. */
  void touch() {
    phaseNanos = server.ticker().nanos();
  }

  /** Bytes came in, of whatever. */
  void bytesCame() {
    if (phase == Phase.IDLE && !headBegun) {
      headBegun = true;
      headNanos = server.ticker().nanos();
    }
  }

  void closeBody() {
    if (body != null) {
      body.close();
      body = null;
    }
  }

  /** The caller gets no (whole) answer to the current request any more. */
  void abandonCurrent() {
    Exchange left = current;
    current = null;
    if (left != null) {
      server.answered();
      left.gone();
    }
  }

  void read(boolean on) {
    channel().config().setAutoRead(on && !bodyPaused);
  }

  void close() {
    var unused = channel().close();
  }

  void closeWhenFlushed() {
    on().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  Channel channel() {
    return on().channel();
  }

  ChannelHandlerContext on() {
    ChannelHandlerContext added = context;
    if (added == null) {
      throw new IllegalStateException("the handler is in no pipeline");
    }
    return added;
  }
}
