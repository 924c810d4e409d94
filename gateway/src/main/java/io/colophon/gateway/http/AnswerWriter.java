package io.colophon.gateway.http;

import io.colophon.gateway.failure.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer to its connection. Small pieces that are written in one turn of the event loop
 * leave together. Used on the event loop only, except {@link #header}.
 */
final class AnswerWriter {
  /** A piece at least as large leaves as it is; smaller ones are gathered. */
  private static final int GATHERED_BELOW = 4096;

  private static final int GATHER_MOST = 32 * 1024;

  /** Where an answer is. */
  private enum State {
    OPEN,
    BEGUN,
    ENDED
  }

  private final AnswerOrder order;
  private final ChannelHandlerContext context;
  private final ErrorDialect errors;
  private final String requestId;
  private final boolean headOnly;
  private final boolean http10;
  private final HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();

  private State state = State.OPEN;
  private @Nullable ByteBuf gathered;
  private boolean flushScheduled;

  AnswerWriter(
      AnswerOrder order,
      ChannelHandlerContext context,
      ErrorDialect errors,
      io.netty.handler.codec.http.HttpRequest head,
      String requestId) {
    this.order = order;
    this.context = context;
    this.errors = errors;
    this.requestId = requestId;
    this.headOnly = head.method().equals(HttpMethod.HEAD);
    this.http10 = head.protocolVersion().equals(HttpVersion.HTTP_1_0);
  }

  ErrorDialect errors() {
    return errors;
  }

  void header(CharSequence name, String value) {
    if (state == State.OPEN) {
      headers.set(name, value);
    }
  }

  void whole(int status, String contentType, ByteBuffer body) {
    if (state != State.OPEN) {
      return;
    }
    int length = body.remaining();
    ByteBuf content =
        headOnly || length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
    if (status != 204 && status != 304) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length));
    }
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            content,
            headers,
            EmptyHttpHeaders.INSTANCE);
    boolean keep = head(contentType);
    state = State.ENDED;
    order.ended(context.write(response), keep);
  }

  void begin(int status, String contentType) {
    if (state != State.OPEN) {
      return;
    }
    if (http10) {
      order.closeAfterThis(); // only the connection's end can end the answer
    } else if (order.isHttp1()) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    boolean keep = head(contentType);
    state = State.BEGUN;
    order.begun(keep);
    var unused =
        context.write(
            new DefaultHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers));
    flushSoon();
  }

  /** What every answer's head has; returns whether the connection is kept. */
  private boolean head(String contentType) {
    if (!contentType.isEmpty()) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
    }
    headers.set("x-request-id", requestId);
    return order.completeHead(headers);
  }

  void write(ByteBuffer piece) {
    if (state != State.BEGUN || headOnly) {
      return;
    }
    int size = piece.remaining();
    if (size >= GATHERED_BELOW) {
      release();
      var unused = context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)));
    } else if (size > 0) {
      ByteBuf into = gathered;
      if (into == null) {
        into = context.alloc().ioBuffer(Math.max(512, size), GATHER_MOST + GATHERED_BELOW);
        gathered = into;
      }
      into.writeBytes(piece.duplicate());
      if (into.readableBytes() >= GATHER_MOST) {
        release();
      }
    }
    flushSoon();
  }

  void end() {
    if (state != State.BEGUN) {
      return;
    }
    release();
    state = State.ENDED;
    order.ended(context.write(LastHttpContent.EMPTY_LAST_CONTENT), order.isKept());
  }

  void fail(Refusal refusal, int status) {
    if (state == State.OPEN) {
      byte[] body = errors.error(refusal, status, requestId);
      whole(status, "application/json", ByteBuffer.wrap(body));
    } else if (state == State.BEGUN) {
      byte[] last = errors.breakOff(refusal, status, requestId);
      if (last == null) {
        cut();
      } else {
        write(ByteBuffer.wrap(last));
        end();
      }
    }
  }

  /**
   * An answer that broke off must not look whole: the connection or stream ends without its end.
   */
  private void cut() {
    release();
    state = State.ENDED;
    order.cut();
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isEnded() {
    return state == State.ENDED;
  }

  /** The caller went away: nothing more is written. */
  void abandon() {
    state = State.ENDED;
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }

  /** Hands what was gathered to the connection. */
  private void release() {
    if (gathered != null) {
      ByteBuf full = gathered;
      gathered = null;
      ChannelFuture unused = context.write(new DefaultHttpContent(full));
    }
  }

  private void flushSoon() {
    if (!flushScheduled) {
      flushScheduled = true;
      context.executor().execute(this::flushNow);
    }
  }

  private void flushNow() {
    flushScheduled = false;
    flush();
  }

  void flush() {
    if (state == State.BEGUN) {
      release();
      context.flush();
    }
  }
}
