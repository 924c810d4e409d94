package io.colophon.benchmarks.rest;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Keeps a number of requests under way at a server for a while. Requests are bytes made beforehand;
 * each answer's status is looked at, and of its body the length and whether it is whole.
 */
final class RestLoad implements AutoCloseable {

  /**
   * What came of it.
   *
   * @param right answers with status 200 that were whole
   * @param wrong all others
   * @param bytes of bodies
   * @param nanos how long it took
   * @param latencies in nanoseconds
   */
  record Figures(long right, long wrong, long bytes, long nanos, Histogram latencies) {
    double perSecond() {
      return right * 1e9 / nanos;
    }

    double micros(double percentile) {
      return latencies.getValueAtPercentile(percentile) / 1e3;
    }
  }

  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  Figures run(int port, String key, RestPlan plan, Duration length) throws InterruptedException {
    byte[] body = plan.body().getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("POST "
                + plan.path()
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nAuthorization: Bearer "
                + key
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuf request = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(head, body).asReadOnly());
    CountDownLatch over = new CountDownLatch(plan.connections());
    long start = System.nanoTime();
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < plan.connections(); i++) {
      Caller caller = new Caller(request, start + length.toNanos(), over);
      callers.add(caller);
      connect(port, caller);
    }
    if (!over.await(length.toNanos() + MOST_NANOS, TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("requests do not end");
    }
    long nanos = System.nanoTime() - start;
    Histogram latencies = new Histogram(MOST_NANOS, 3);
    long right = 0;
    long wrong = 0;
    long bytes = 0;
    for (Caller caller : callers) {
      latencies.add(caller.latencies);
      right += caller.right;
      wrong += caller.wrong;
      bytes += caller.bytes;
    }
    return new Figures(right, wrong, bytes, nanos, latencies);
  }

  private void connect(int port, Caller caller) throws InterruptedException {
    new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpResponseDecoder()).addLast(caller);
              }
            })
        .connect("127.0.0.1", port)
        .sync();
  }

  @Override
  public void close() {
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** One connection: sends the next request when an answer is whole. On its loop only. */
  private static final class Caller extends ChannelInboundHandlerAdapter {
    private final ByteBuf request;
    private final long end;
    private final CountDownLatch over;
    private final Histogram latencies = new Histogram(MOST_NANOS, 3);
    private long right;
    private long wrong;
    private long bytes;
    private long began;
    private boolean good;
    private boolean counted;

    Caller(ByteBuf request, long end, CountDownLatch over) {
      this.request = request;
      this.end = end;
      this.over = over;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      next(context);
    }

    private void next(ChannelHandlerContext context) {
      began = System.nanoTime();
      if (began - end >= 0) {
        finish(context);
      } else {
        var unused = context.writeAndFlush(request.duplicate());
      }
    }

    private void finish(ChannelHandlerContext context) {
      if (!counted) {
        counted = true;
        over.countDown();
        var unused = context.close();
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      try {
        if (message instanceof HttpResponse response) {
          good = response.status().code() == 200 && response.decoderResult().isSuccess();
        }
        if (message instanceof HttpContent content) {
          bytes += content.content().readableBytes();
          if (message instanceof LastHttpContent) {
            answered(context);
          }
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    private void answered(ChannelHandlerContext context) {
      latencies.recordValue(Math.min(MOST_NANOS, System.nanoTime() - began));
      if (good) {
        right++;
      } else {
        wrong++;
      }
      next(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!counted) {
        wrong++;
      }
      finish(context);
    }
  }
}
