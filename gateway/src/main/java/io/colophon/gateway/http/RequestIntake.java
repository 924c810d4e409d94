package io.colophon.gateway.http;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.ConnectionState.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/** Reads the requests of one connection one after the other; what comes ahead of its time waits. */
final class RequestIntake {
  /** Requests sent ahead beyond this are left in the socket. */
  private static final int AHEAD_MOST_BYTES = 64 * 1024;

  private static final int AHEAD_MOST = 64;

  private final HttpServer server;
  private final ConnectionState state;
  private final AnswerOrder answers;
  private final ArrayDeque<Object> ahead = new ArrayDeque<>(0);

  private int aheadBytes;
  private long bodyStep;
  private boolean working;

  RequestIntake(ConnectionState state, AnswerOrder answers) {
    this.server = state.server;
    this.state = state;
    this.answers = answers;
  }

  /** Takes a message of the codec, now or when its turn comes, and releases it. */
  void take(Object message) {
    if (state.phase == Phase.ANSWERING || working) {
      keepForLater(message);
      return;
    }
    working = true;
    try {
      work(message);
      workAhead();
    } finally {
      working = false;
    }
  }

  private void keepForLater(Object message) {
    ahead.add(message);
    aheadBytes += message instanceof ByteBufHolder held ? held.content().readableBytes() : 512;
    if (aheadBytes > AHEAD_MOST_BYTES || ahead.size() > AHEAD_MOST) {
      state.read(false);
    }
  }

  /** Works on all that came ahead of its time, until an answer has to be awaited. */
  private void workAhead() {
    boolean some = !ahead.isEmpty();
    while (state.phase != Phase.ANSWERING && !ahead.isEmpty()) {
      Object next = ahead.poll();
      work(next);
    }
    if (some && ahead.isEmpty()) {
      aheadBytes = 0;
      state.read(true);
    }
  }

  private void work(Object message) {
    try {
      if (state.phase == Phase.LINGERING || state.phase == Phase.CLOSED) {
        return;
      }
      if (message instanceof HttpRequest head && state.phase == Phase.IDLE) {
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
    state.headBegun = false;
    state.phase = Phase.BODY;
    state.phaseNanos = now;
    bodyStep = 0;
    state.bodyWhole = false;
    boolean sound = head.decoderResult().isSuccess();
    state.keep = state.http1 && sound && HttpUtil.isKeepAlive(head) && !server.isDraining();
    state.continueAsked = sound && HttpUtil.is100ContinueExpected(head);
    ChannelHandlerContext on = state.on();
    Arrival arrival = server.reception().receive(head, on.channel(), now);
    AnswerWriter writer =
        new AnswerWriter(answers, on, arrival.route().errors(), head, arrival.facts().requestId());
    Exchange exchange = new Exchange(arrival.facts(), writer, on);
    state.current = exchange;
    server.began();
    server.reception().greet(arrival, exchange);
    if (state.current != exchange) {
      return; // answered without a look at its body
    }
    state.body = BodyReader.of(arrival.route(), exchange, this, server.pool());
    if (state.continueAsked) {
      var unused =
          on.writeAndFlush(
              new DefaultFullHttpResponse(
                  HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void content(HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (state.phase == Phase.SWALLOWING) {
      if (last) {
        next();
      }
      return;
    }
    if (state.phase != Phase.BODY) {
      return; // the answer went out before the body was there
    }
    Exchange exchange = state.current;
    BodyReader reader = state.body;
    if (exchange == null) {
      return;
    }
    if (last) {
      state.bodyWhole = true;
    }
    if (!content.decoderResult().isSuccess()) {
      state.keep = false;
      exchange.fail(Refusal.of(Reason.MESSAGE_MALFORMED, "the body is not framed well"), 400);
      return;
    }
    if (reader == null) {
      return;
    }
    ByteBuf bytes = content.content();
    bodyStep += bytes.readableBytes();
    if (bodyStep >= HttpSettings.BODY_STEP_BYTES) {
      bodyStep = 0;
      state.touch();
    }
    try {
      reader.add(bytes);
      if (last) {
        state.body = null;
        state.enter(Phase.ANSWERING);
        reader.end();
      }
    } catch (Refusal refused) {
      state.body = null;
      reader.close();
      exchange.fail(refused);
    }
  }

  /** The body of the current request cannot be taken as fast as it comes. */
  void pauseBody(boolean pause) {
    state.bodyPaused = pause;
    state.read(true);
    if (!pause) {
      state.touch();
    }
  }

  /** The next request may come, or has come already. */
  void next() {
    state.enter(Phase.IDLE);
    state.bodyPaused = false;
    if (server.isDraining()) {
      state.closeWhenFlushed();
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

  /** The connection is no more: nothing of it is worked on. */
  void end() {
    state.closeBody();
    Object message;
    while ((message = ahead.poll()) != null) {
      ReferenceCountUtil.release(message);
    }
  }
}
