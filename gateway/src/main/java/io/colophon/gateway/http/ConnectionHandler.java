package io.colophon.gateway.http;

import io.colophon.gateway.http.ConnectionState.Phase;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ResetFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of HTTP/1, or one stream of HTTP/2: takes requests one after the other, in order,
 * and minds its timeouts. A connection goes on after a failed request as long as it is known where
 * the next one begins.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter implements HttpServer.Drainable {
  private static final Logger log = LoggerFactory.getLogger(ConnectionHandler.class);

  private final HttpServer server;
  private final ConnectionState state;
  private final AnswerOrder answers;
  private final RequestIntake requests;
  private final ConnectionTimeouts timeouts;

  ConnectionHandler(HttpServer server, boolean http1) {
    this.server = server;
    state = new ConnectionState(server, http1);
    answers = new AnswerOrder(state, this::next);
    requests = new RequestIntake(state, answers);
    timeouts = new ConnectionTimeouts(state);
  }

  private void next() {
    requests.next();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    state.attach(added);
    timeouts.begin();
    if (state.http1) {
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
    if (state.phase == Phase.CLOSED && state.current == null && !timeouts.isRunning()) {
      return;
    }
    state.phase = Phase.CLOSED;
    timeouts.end();
    requests.end();
    state.abandonCurrent();
    if (state.http1) {
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
    state.touch();
    Exchange writing = state.current;
    if (writing != null && on.channel().isWritable()) {
      writing.writable();
    }
  }

  /** Bytes came in, of whatever. */
  void bytesCame() {
    state.bytesCame();
  }

  @Override
  public void channelRead(ChannelHandlerContext on, Object message) {
    answers.readingBegins();
    requests.take(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext on) {
    answers.readingEnds();
  }

  /** An idle connection closes now, a busy one after its answer. */
  @Override
  public void drain() {
    state
        .on()
        .executor()
        .execute(
            () -> {
              if (state.phase == Phase.IDLE && !state.headBegun) {
                state.closeWhenFlushed();
              }
            });
  }

  @Override
  public void close() {
    state.close();
  }
}
