package io.colophon.provider.http;

import io.colophon.provider.http.HostConnections.Grant;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Ticker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One call and its answer over HTTP/1.1 or on a stream of HTTP/2. Its state lives on the
 * generation's loop; the connection may live on another, and then every step changes threads.
 */
final class Exchange implements HttpExchange, HostConnections.Waiter {
  private static final String USER_AGENT = "Colophon";
  private static final int MOST_REPEATS = 2;

  private final HttpClient client;
  private final Origin origin;
  private final HttpCall call;
  private final EventLoop loop;
  private final HttpReader reader;
  private final Silence silence;

  private @Nullable Channel channel;
  private boolean headSeen;
  private boolean paused;
  private boolean over;
  private int repeats;
  private volatile boolean sent;

  Exchange(
      HttpClient client,
      Origin origin,
      HttpCall call,
      EventLoop loop,
      HttpReader reader,
      Timeouts timeouts,
      Ticker ticker) {
    this.client = client;
    this.origin = origin;
    this.call = call;
    this.loop = loop;
    this.reader = reader;
    this.silence = new Silence(loop, ticker, timeouts, this::fellSilent);
  }

  EventLoop loop() {
    return loop;
  }

  void start() {
    silence.start();
    client.acquire(origin, this);
  }

  // ---- connecting

  @Override
  public void granted(Grant grant) {
    onLoop(() -> client.follow(origin, grant, this));
  }

  void connected(Channel to) {
    onLoop(() -> use(to));
  }

  private void use(Channel to) {
    if (over) {
      client.release(origin, to);
      return;
    }
    channel = to;
    if (paused) {
      setReading(false);
    }
    if (to.eventLoop() == loop) {
      write(to);
    } else {
      to.eventLoop().execute(() -> write(to));
    }
  }

  private void write(Channel to) {
    ConnectionHandler handler = to.pipeline().get(ConnectionHandler.class);
    if (handler == null || !handler.isUsable(to)) {
      Cut.off(to);
      onLoop(() -> client.acquire(origin, this)); // nothing was sent: another one will do
      return;
    }
    handler.begin(this);
    sent = false;
    var unused =
        to.writeAndFlush(request())
            .addListener(
                done -> {
                  sent = true;
                  if (!done.isSuccess()) {
                    handler.broke(to, done.cause());
                  }
                });
  }

  private FullHttpRequest request() {
    HttpHeaders headers = call.headers().copy(); // codecs add their own
    URI uri = call.uri();
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    ByteBuf body = call.body().retainedDuplicate(); // it may have to be sent again
    headers.set(HttpHeaderNames.HOST, origin.authority());
    headers.set(HttpHeaderNames.USER_AGENT, USER_AGENT);
    if (body.isReadable() || call.nettyMethod().equals(HttpMethod.POST)) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    }
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1,
        call.nettyMethod(),
        uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery(),
        body,
        headers,
        EmptyHttpHeaders.INSTANCE);
  }

  /** Whether the whole request is written, so that the connection can be used again. */
  boolean isSent() {
    return sent;
  }

  // ---- the answer; called on the connection's loop

  void head(HttpHead head) {
    if (loop.inEventLoop()) {
      takeHead(head);
    } else {
      loop.execute(() -> takeHead(head));
    }
  }

  private void takeHead(HttpHead head) {
    if (!over) {
      headSeen = true;
      silence.sign();
      reader.head(head);
    }
  }

  void body(ByteBuf piece) {
    if (loop.inEventLoop()) {
      takeBody(piece);
    } else {
      ByteBuf kept = piece.retain();
      loop.execute(
          () -> {
            try {
              takeBody(kept);
            } finally {
              kept.release();
            }
          });
    }
  }

  private void takeBody(ByteBuf piece) {
    if (!over) {
      silence.output();
      reader.body(piece);
    }
  }

  void end() {
    onLoop(
        () -> {
          if (finish()) {
            if (headSeen) {
              reader.end();
            } else {
              reader.failed(
                  new ProviderException(FailureKind.MALFORMED_ANSWER, "an answer without status"));
            }
          }
        });
  }

  /**
   * The upstream has not begun with it, so it may be sent again.
   *
   * @param failure what is told if that has happened too often
   */
  void again(ProviderException failure) {
    onLoop(
        () -> {
          if (over) {
            return;
          }
          if (headSeen || repeats == MOST_REPEATS) {
            failed(failure);
          } else {
            repeats++;
            channel = null;
            client.acquire(origin, this);
          }
        });
  }

  void failed(ProviderException failure) {
    onLoop(
        () -> {
          if (finish()) {
            reader.failed(failure);
          }
        });
  }

  private boolean finish() {
    if (over) {
      return false;
    }
    over = true;
    channel = null;
    silence.end();
    return true;
  }

  // ---- the generation's side

  @Override
  public void pause() {
    paused = true;
    silence.pause();
    setReading(false);
  }

  @Override
  public void resume() {
    if (paused) {
      paused = false;
      silence.resume();
      setReading(true);
    }
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
    if (!finish()) {
      return;
    }
    if (on == null) {
      client.forget(origin, this);
    } else if (on.eventLoop().inEventLoop()) {
      on.pipeline().get(ConnectionHandler.class).abandon(on);
    } else {
      on.eventLoop().execute(() -> on.pipeline().get(ConnectionHandler.class).abandon(on));
    }
  }

  // ---- time

  private void fellSilent(long limitNanos) {
    Channel on = channel;
    if (finish()) {
      closeLate(on);
      reader.failed(
          new ProviderException(
              FailureKind.TIMED_OUT,
              origin
                  + (silence.outputSeen() ? " fell silent for " : " gave no output for ")
                  + limitNanos / 1_000_000
                  + " ms"));
    }
  }

  private void closeLate(@Nullable Channel on) {
    if (on == null) {
      client.forget(origin, this);
    } else {
      Http2Session session = Http2Session.of(on);
      if (session != null) {
        session.leave(); // it may be dead without our knowing
      }
      Cut.off(on);
    }
  }

  private void onLoop(Runnable step) {
    if (loop.inEventLoop()) {
      step.run();
    } else {
      loop.execute(step);
    }
  }
}
