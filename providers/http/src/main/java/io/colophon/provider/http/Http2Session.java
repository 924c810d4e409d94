package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/2 connection (RFC 9113) and how many streams it carries. It is ready once the upstream's
 * first SETTINGS say how many it may carry. What is asked of it may be asked on any thread.
 */
final class Http2Session extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Http2Session.class);

  private final Channel channel;
  private final Origin origin;
  private final int mostStreams;

  // On the channel's loop only.
  private @Nullable BiConsumer<@Nullable Http2Session, @Nullable ProviderException> ready;
  private @Nullable Future<?> limit;

  // Guarded by this.
  private int allowed;
  private int streams;
  private boolean leaving;
  private long unusedSinceNanos;

  /**
   * @param mostStreams most streams whatever the upstream allows
   */
  Http2Session(Channel channel, Origin origin, int mostStreams, long nowNanos) {
    this.channel = channel;
    this.origin = origin;
    this.mostStreams = mostStreams;
    this.unusedSinceNanos = nowNanos;
  }

  /** The session of a stream. */
  static @Nullable Http2Session of(Channel stream) {
    Channel parent = stream.parent();
    return parent == null ? null : parent.pipeline().get(Http2Session.class);
  }

  /**
   * Waits until streams can be opened. To be called on the channel's loop, once.
   *
   * @param then gets this, or how it went wrong
   */
  void whenReady(
      long limitMillis, BiConsumer<@Nullable Http2Session, @Nullable ProviderException> then) {
    ready = then;
    limit =
        channel
            .eventLoop()
            .schedule(
                () -> broken(origin + " sent no HTTP/2 settings", null),
                limitMillis,
                TimeUnit.MILLISECONDS);
  }

  Channel channel() {
    return channel;
  }

  EventLoop loop() {
    return channel.eventLoop();
  }

  // ---- streams

  /** Takes the place of a stream; false if there is none. */
  synchronized boolean take() {
    if (leaving || streams >= allowed || !channel.isActive()) {
      return false;
    }
    streams++;
    return true;
  }

  /** A stream is gone, or was not opened. */
  void giveBack(long nowNanos) {
    boolean done;
    synchronized (this) {
      streams--;
      unusedSinceNanos = nowNanos;
      done = leaving && streams == 0;
    }
    if (done) {
      Cut.off(channel);
    }
  }

  /** Takes no more streams, and ends with the last that it has. */
  void leave() {
    boolean done;
    synchronized (this) {
      leaving = true;
      done = streams == 0;
    }
    if (done) {
      Cut.off(channel);
    }
  }

  synchronized boolean isLeaving() {
    return leaving;
  }

  /** Whether it has carried no stream since a moment. */
  synchronized boolean unusedSince(long nanos) {
    return streams == 0 && unusedSinceNanos - nanos < 0;
  }

  // ---- what the upstream says

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof Http2SettingsFrame frame) {
        settled(frame.settings().maxConcurrentStreams());
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void settled(@Nullable Long said) {
    synchronized (this) {
      if (said != null) {
        allowed = (int) Math.min(said, mostStreams);
      } else if (ready != null) {
        allowed = mostStreams; // without a word, there is no limit
      }
    }
    if (ready != null && said != null && said == 0) {
      broken(origin + " allows no streams", null);
    } else {
      tell(this, null);
    }
  }

  private void tell(@Nullable Http2Session session, @Nullable ProviderException failure) {
    BiConsumer<@Nullable Http2Session, @Nullable ProviderException> then = ready;
    ready = null;
    if (limit != null) {
      limit.cancel(false);
    }
    if (then != null) {
      then.accept(session, failure);
    }
  }

  private void broken(String how, @Nullable Throwable cause) {
    Cut.off(channel);
    tell(null, new ProviderException(FailureKind.UNREACHABLE, how, null, cause));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    broken(origin + " closed the connection before it was ready", null);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.debug("an HTTP/2 connection to {} broke", origin, cause);
    broken("the connection to " + origin + " broke: " + cause.getClass().getSimpleName(), cause);
  }
}
