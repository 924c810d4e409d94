package io.colophon.gateway.http;

import io.colophon.gateway.http.ConnectionState.Phase;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;

/**
 * What one connection's answers mean for it: whether it is kept, what comes after each, and when
 * the bytes leave. Called by the current exchange's writer.
 */
final class AnswerOrder {
  /** Rest of a body that is read and thrown away rather than closing the connection for it. */
  private static final long SWALLOWED_MOST = 64 * 1024;

  private final HttpServer server;
  private final ConnectionState state;
  private final Runnable next;

  private boolean reading;
  private boolean flushWanted;

  /**
   * @param next called when the next request may come
   */
  AnswerOrder(ConnectionState state, Runnable next) {
    this.server = state.server;
    this.state = state;
    this.next = next;
  }

  boolean isHttp1() {
    return state.http1;
  }

  boolean isKept() {
    return state.keep;
  }

  void closeAfterThis() {
    state.keep = false;
  }

  /** Adds what the connection says in every answer's head; returns whether it is kept. */
  boolean completeHead(HttpHeaders headers) {
    Exchange exchange = state.current;
    if (state.http1) {
      if (server.isDraining() || (!state.bodyWhole && exchange != null && !restIsSmall(exchange))) {
        state.keep = false;
      }
      if (!state.keep) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      } else if (exchange != null
          && exchange.head().protocolVersion().equals(HttpVersion.HTTP_1_0)) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
      }
    }
    headers.set(HttpHeaderNames.DATE, server.date());
    return state.keep;
  }

  private boolean restIsSmall(Exchange exchange) {
    if (HttpUtil.isTransferEncodingChunked(exchange.head()) || state.continueAsked) {
      return false;
    }
    return HttpUtil.getContentLength(exchange.head(), 0L) <= SWALLOWED_MOST;
  }

  /** An answer of unknown length begins. */
  void begun(boolean kept) {
    state.keep = kept;
  }

  /** The current answer's last piece is written. */
  void ended(ChannelFuture written, boolean kept) {
    Exchange done = state.current;
    state.current = null;
    state.closeBody();
    if (done != null) {
      written.addListener(server.whenWritten()); // a stopping server waits for the last byte
    }
    if (!state.http1) {
      // Some clients take even a friendly reset for a failure: the rest of the body gets its time.
      state.enter(state.bodyWhole ? Phase.CLOSED : Phase.LINGERING);
      flush();
      return;
    }
    if (!kept) {
      state.enter(Phase.LINGERING);
      written.addListener(future -> linger());
      flush();
      return;
    }
    flush();
    if (state.bodyWhole) {
      next.run();
    } else {
      state.enter(Phase.SWALLOWING);
    }
  }

  /** Breaks the answer off so that nobody takes it for whole. */
  void cut() {
    state.phase = Phase.CLOSED;
    state.abandonCurrent();
    if (state.http1) {
      state.close();
    } else {
      state
          .on()
          .writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Messages come in: what is written meanwhile leaves together. */
  void readingBegins() {
    reading = true;
  }

  void readingEnds() {
    reading = false;
    if (flushWanted) {
      flushWanted = false;
      state.on().flush();
    }
  }

  private void flush() {
    if (reading) {
      flushWanted = true;
    } else {
      state.on().flush();
    }
  }

  /**
   * Says that no more is sent, and reads on for a while: closing with unread bytes in the socket
   * would take the answer from the caller.
   */
  private void linger() {
    if (state.phase != Phase.LINGERING) {
      return;
    }
    state.bodyPaused = false;
    state.read(true);
    if (state.bodyWhole || !(state.channel() instanceof DuplexChannel duplex)) {
      state.close();
    } else {
      var unused = duplex.shutdownOutput();
    }
  }
}
