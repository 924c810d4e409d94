package io.colophon.gateway.http;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of HTTP/1, or one stream of HTTP/2: takes requests one after the other, in order,
 * and minds its timeouts. A connection goes on after a failed request as long as it is known where
 * the next one begins.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter implements HttpServer.Drainable {
  private static final Logger log = LoggerFactory.getLogger(ConnectionHandler.class);

  /** Rest of a body that is read and thrown away rather than closing the connection for it. */
  private static final long SWALLOWED_MOST = 64 * 1024;

  /** Requests sent ahead beyond this are left in the socket. */
  private static final int AHEAD_MOST_BYTES = 64 * 1024;

  private static final int AHEAD_MOST = 64;

  /** How long a connection that is to close reads on, so that the caller gets the answer. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** What a connection is about. */
  private enum Phase {
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

  private final HttpServer server;
  private final boolean http1;
  private final ArrayDeque<Object> ahead = new ArrayDeque<>(0);

  private @Nullable ChannelHandlerContext context;
  private @Nullable ScheduledFuture<?> tick;
  private Phase phase = Phase.IDLE;
  private @Nullable Exchange current;
  private @Nullable BodyReader body;
  private boolean bodyWhole;
  private boolean keep;
  private boolean continueAsked;
  private long phaseNanos;
  private long headNanos;
  private boolean headBegun = true; // a connection that says nothing has the time of a head
  private long bodyStep;
  private int aheadBytes;
  private boolean working;
  private boolean reading;
  private boolean flushWanted;
  private boolean bodyPaused;
  private long pendingSeen;

  ConnectionHandler(HttpServer server, boolean http1) {
    this.server = server;
    this.http1 = http1;
  }

  // ---- life of the connection

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    phaseNanos = server.ticker().nanos();
    headNanos = phaseNanos;
    long every = server.settings().tickNanos();
    tick = added.executor().scheduleAtFixedRate(this::minute, every, every, TimeUnit.NANOSECONDS);
    if (http1) {
      server.opened(this);
    }
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

  /** The connection is no more. */
  private void end() {
    if (phase == Phase.CLOSED && current == null && tick == null) {
      return;
    }
    phase = Phase.CLOSED;
    if (tick != null) {
      tick.cancel(false);
      tick = null;
    }
    if (body != null) {
      body.close();
      body = null;
    }
    Object message;
    while ((message = ahead.poll()) != null) {
      ReferenceCountUtil.release(message);
    }
    Exchange left = current;
    current = null;
    if (left != null) {
      server.answered();
      left.gone();
    }
    if (http1) {
      server.closed(this);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext on, Object event) {
    if (event instanceof Http2ResetFrame) {
      end();
      var unused = on.close();
    }
    on.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext on, Throwable cause) {
    log.debug("a connection broke: {}", cause.toString());
    var unused = on.close();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext on) {
    phaseNanos = server.ticker().nanos();
    Exchange writing = current;
    if (writing != null && on.channel().isWritable()) {
      writing.writable();
    }
  }

  // ---- reading

  /** Bytes came in, of whatever. */
  void bytesCame() {
    if (phase == Phase.IDLE && !headBegun) {
      headBegun = true;
      headNanos = server.ticker().nanos();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext on, Object message) {
    reading = true;
    if (phase == Phase.ANSWERING && phase != Phase.CLOSED) {
      keepForLater(message);
    } else {
      work(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext on) {
    reading = false;
    if (flushWanted) {
      flushWanted = false;
      on.flush();
    }
  }

  private void keepForLater(Object message) {
    ahead.add(message);
    aheadBytes += message instanceof ByteBufHolder held ? held.content().readableBytes() : 512;
    if (aheadBytes > AHEAD_MOST_BYTES || ahead.size() > AHEAD_MOST) {
      read(false);
    }
  }

  private void read(boolean on) {
    channel().config().setAutoRead(on && !bodyPaused);
  }

  /**
   * Works on a message and on all that came ahead of its time, until an answer has to be awaited.
   */
  private void work(Object message) {
    if (working) {
      keepForLater(message);
      return;
    }
    working = true;
    try {
      take(message);
      workAhead();
    } finally {
      working = false;
    }
  }

  private void workAhead() {
    boolean some = !ahead.isEmpty();
    while (phase != Phase.ANSWERING && !ahead.isEmpty()) {
      Object next = ahead.poll();
      take(next);
    }
    if (some && ahead.isEmpty()) {
      aheadBytes = 0;
      read(true);
    }
  }

  private void take(Object message) {
    try {
      if (phase == Phase.LINGERING || phase == Phase.CLOSED) {
        return;
      }
      if (message instanceof HttpRequest head && phase == Phase.IDLE) {
        begin(head);
      }
      if (message instanceof HttpContent content) {
        content(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest head) {
    long now = server.ticker().nanos();
    headBegun = false;
    phase = Phase.BODY;
    phaseNanos = now;
    bodyStep = 0;
    bodyWhole = false;
    boolean sound = head.decoderResult().isSuccess();
    keep = http1 && sound && HttpUtil.isKeepAlive(head) && !server.isDraining();
    continueAsked = sound && HttpUtil.is100ContinueExpected(head);
    ChannelHandlerContext on = on();
    Arrival arrival = server.reception().receive(head, on.channel(), now);
    AnswerWriter writer =
        new AnswerWriter(this, on, arrival.route().errors(), head, arrival.facts().requestId());
    Exchange exchange = new Exchange(arrival.facts(), writer, on);
    current = exchange;
    server.began();
    server.reception().greet(arrival, exchange);
    if (current != exchange) {
      return; // answered without a look at its body
    }
    body = BodyReader.of(arrival.route(), exchange, this, server.pool());
    if (continueAsked) {
      var unused =
          on.writeAndFlush(
              new DefaultFullHttpResponse(
                  HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void content(HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (phase == Phase.SWALLOWING) {
      if (last) {
        idle();
      }
      return;
    }
    if (phase != Phase.BODY) {
      return; // the answer went out before the body was there
    }
    Exchange exchange = current;
    BodyReader reader = body;
    if (exchange == null) {
      return;
    }
    if (last) {
      bodyWhole = true;
    }
    if (!content.decoderResult().isSuccess()) {
      keep = false;
      refuse(exchange, 400, Refusal.of(Reason.MESSAGE_MALFORMED, "the body is not framed well"));
      return;
    }
    if (reader == null) {
      return;
    }
    ByteBuf bytes = content.content();
    bodyStep += bytes.readableBytes();
    if (bodyStep >= HttpSettings.BODY_STEP_BYTES) {
      bodyStep = 0;
      phaseNanos = server.ticker().nanos();
    }
    try {
      reader.add(bytes);
      if (last) {
        body = null;
        phase = Phase.ANSWERING;
        phaseNanos = server.ticker().nanos();
        reader.end();
      }
    } catch (Refusal refused) {
      body = null;
      reader.close();
      exchange.fail(refused);
    }
  }

  /** Refuses what is read now. */
  private static void refuse(Exchange exchange, int status, Refusal refusal) {
    exchange.fail(refusal, status);
  }

  /** The body of the current request cannot be taken as fast as it comes. */
  void pauseBody(boolean pause) {
    bodyPaused = pause;
    read(true);
    if (!pause) {
      phaseNanos = server.ticker().nanos();
    }
  }

  // ---- answering, called by the current exchange's writer

  boolean isHttp1() {
    return http1;
  }

  boolean isKept() {
    return keep;
  }

  void closeAfterThis() {
    keep = false;
  }

  /** Adds what the connection says in every answer's head; returns whether it is kept. */
  boolean completeHead(HttpHeaders headers) {
    Exchange exchange = current;
    if (http1) {
      if (server.isDraining() || (!bodyWhole && exchange != null && !restIsSmall(exchange))) {
        keep = false;
      }
      if (!keep) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      } else if (exchange != null
          && exchange.head().protocolVersion().equals(HttpVersion.HTTP_1_0)) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
      }
    }
    headers.set(HttpHeaderNames.DATE, server.date());
    return keep;
  }

  private boolean restIsSmall(Exchange exchange) {
    if (HttpUtil.isTransferEncodingChunked(exchange.head()) || continueAsked) {
      return false;
    }
    return HttpUtil.getContentLength(exchange.head(), 0L) <= SWALLOWED_MOST;
  }

  /** An answer of unknown length begins. */
  void begun(boolean kept) {
    keep = kept;
  }

  /** The current answer's last piece is written. */
  void ended(ChannelFuture written, boolean kept) {
    Exchange done = current;
    current = null;
    if (body != null) {
      body.close();
      body = null;
    }
    if (done != null) {
      written.addListener(server.whenWritten()); // a stopping server waits for the last byte
    }
    if (!http1) {
      // Some clients take even a friendly reset for a failure: the rest of the body gets its time.
      phase = bodyWhole ? Phase.CLOSED : Phase.LINGERING;
      phaseNanos = server.ticker().nanos();
      flush();
      return;
    }
    if (!kept) {
      phase = Phase.LINGERING;
      phaseNanos = server.ticker().nanos();
      written.addListener(future -> linger());
      flush();
      return;
    }
    flush();
    if (bodyWhole) {
      idle();
    } else {
      phase = Phase.SWALLOWING;
      phaseNanos = server.ticker().nanos();
    }
  }

  /** The next request may come. */
  private void idle() {
    phase = Phase.IDLE;
    phaseNanos = server.ticker().nanos();
    bodyPaused = false;
    if (server.isDraining()) {
      closeWhenFlushed();
      return;
    }
    if (!working && !ahead.isEmpty()) {
      working = true;
      try {
        workAhead();
      } finally {
        working = false;
      }
    }
  }

  /** Breaks the answer off so that nobody takes it for whole. */
  void cut() {
    Exchange left = current;
    current = null;
    phase = Phase.CLOSED;
    if (left != null) {
      server.answered();
      left.gone();
    }
    if (http1) {
      var unused = on().close();
    } else {
      on().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void flush() {
    if (reading) {
      flushWanted = true;
    } else {
      on().flush();
    }
  }

  /**
   * Says that no more is sent, and reads on for a while: closing with unread bytes in the socket
   * would take the answer from the caller.
   */
  private void linger() {
    if (phase != Phase.LINGERING) {
      return;
    }
    bodyPaused = false;
    read(true);
    if (bodyWhole || !(channel() instanceof DuplexChannel duplex)) {
      var unused = channel().close();
    } else {
      var unused = duplex.shutdownOutput();
    }
  }

  // ---- stopping

  /** An idle connection closes now, a busy one after its answer. */
  @Override
  public void drain() {
    on().executor()
        .execute(
            () -> {
              if (phase == Phase.IDLE && !headBegun) {
                closeWhenFlushed();
              }
            });
  }

  @Override
  public void close() {
    var unused = channel().close();
  }

  private void closeWhenFlushed() {
    on().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  Channel channel() {
    return on().channel();
  }

  private ChannelHandlerContext on() {
    ChannelHandlerContext added = context;
    if (added == null) {
      throw new IllegalStateException("the handler is in no pipeline");
    }
    return added;
  }

  // ---- timeouts

  /** Looks whether something takes too long. */
  private void minute() {
    long now = server.ticker().nanos();
    HttpSettings settings = server.settings();
    switch (phase) {
      case IDLE -> {
        if (headBegun && now - headNanos > settings.headTimeoutNanos()) {
          close();
        } else if (now - phaseNanos > settings.idleTimeoutNanos() && http1) {
          close();
        }
      }
      case BODY, SWALLOWING -> {
        Exchange exchange = current;
        if (!bodyPaused && now - phaseNanos > settings.bodyTimeoutNanos()) {
          if (exchange == null) {
            close();
          } else {
            keep = false;
            refuse(
                exchange,
                408,
                Refusal.of(Reason.DEADLINE_EXCEEDED, "the request's body did not come in time"));
          }
        }
      }
      case ANSWERING -> {
        if (stalled(now, settings.stallTimeoutNanos())) {
          close();
        }
      }
      case LINGERING -> {
        if (now - phaseNanos > LINGER_NANOS) {
          endLingering();
        }
      }
      case CLOSED -> {
        if (now - phaseNanos > settings.stallTimeoutNanos()) {
          close();
        }
      }
    }
  }

  private void endLingering() {
    if (http1) {
      close();
    } else {
      phase = Phase.CLOSED;
      var unused = on().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
    }
  }

  /** Whether the caller takes nothing of what waits for him. */
  private boolean stalled(long now, long limit) {
    long pending = channel().bytesBeforeWritable();
    if (pending == 0 || pending != pendingSeen) {
      pendingSeen = pending;
      phaseNanos = now;
      return false;
    }
    return now - phaseNanos > limit;
  }
}
