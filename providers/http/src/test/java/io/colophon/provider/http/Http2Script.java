package io.colophon.provider.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a double does with streams, by the path that is asked for. */
final class Http2Script implements Consumer<Channel> {
  static final int BIG = 8 << 20;

  /** Headers of every request. */
  final List<Http2Headers> requests = new CopyOnWriteArrayList<>();

  /** Streams that wait for their answer. */
  final BlockingQueue<Channel> held = new LinkedBlockingQueue<>();

  /** Errors with which the client reset streams. */
  final BlockingQueue<Long> resets = new LinkedBlockingQueue<>();

  /** How many more requests are refused. */
  final AtomicInteger refusals = new AtomicInteger();

  @Override
  public void accept(Channel stream) {
    stream.pipeline().addLast(new Answering());
  }

  static void answer(Channel stream, String text) {
    head(stream, new DefaultHttp2Headers().status("200"));
    data(stream, text, true);
  }

  private static void head(Channel stream, Http2Headers headers) {
    stream.write(new DefaultHttp2HeadersFrame(headers));
  }

  private static void data(Channel stream, String text, boolean end) {
    stream.writeAndFlush(
        new DefaultHttp2DataFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), end));
  }

  private final class Answering extends ChannelInboundHandlerAdapter {
    private String path = "";
    private int bodyBytes;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      try {
        if (message instanceof Http2HeadersFrame frame) {
          requests.add(frame.headers());
          path = frame.headers().path().toString();
          if (frame.isEndStream()) {
            asked(context.channel());
          }
        } else if (message instanceof Http2DataFrame frame) {
          bodyBytes += frame.content().readableBytes();
          if (frame.isEndStream()) {
            asked(context.channel());
          }
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    private void asked(Channel stream) {
      if (refusals.get() > 0) {
        refusals.decrementAndGet();
        stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
        return;
      }
      switch (path) {
        case "/hold" -> held.add(stream);
        case "/begun" -> {
          head(stream, new DefaultHttp2Headers().status("200"));
          data(stream, "data: one\n\n", false);
          held.add(stream);
        }
        case "/pieces" -> {
          head(stream, new DefaultHttp2Headers().status("103").add("link", "x"));
          head(stream, new DefaultHttp2Headers().status("200"));
          "in pieces: é"
              .codePoints()
              .forEach(point -> data(stream, Character.toString(point), false));
          data(stream, "", true);
        }
        case "/broken" -> {
          head(stream, new DefaultHttp2Headers().status("200"));
          data(stream, "so far", false);
          stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
        }
        case "/malformed" -> {
          head(stream, new DefaultHttp2Headers().status("200").setInt("content-length", 2));
          data(stream, "more than two", true);
        }
        case "/big" -> {
          head(stream, new DefaultHttp2Headers().status("200").add("content-type", "video/mp4"));
          ByteBuf bytes = Unpooled.wrappedBuffer(new byte[BIG]);
          stream.writeAndFlush(new DefaultHttp2DataFrame(bytes, true));
        }
        default -> answer(stream, path + " " + bodyBytes);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof Http2ResetFrame reset
          && context.channel() instanceof Http2StreamChannel) {
        resets.add(reset.errorCode());
      }
      ReferenceCountUtil.release(event);
    }
  }
}
