package io.colophon.benchmarks.rest;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A vendor that answers at once, or at its pace, whatever it is asked. */
final class MockUpstream implements AutoCloseable {
  private static final int LARGEST_REQUEST = 4 * 1024 * 1024;
  private static final int SLOW_MILLIS = 1_000;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel channel;

  MockUpstream(byte[] imageAnswer) throws InterruptedException {
    ByteBuf chat = constant(Bodies.chatAnswer());
    ByteBuf image = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(imageAnswer).asReadOnly());
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < Bodies.CHUNKS; i++) {
      all.append(Bodies.chunk(i));
    }
    ByteBuf burst = constant(all + Bodies.streamEnd());
    channel =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    connection
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                        .addLast(new Answering(chat, image, burst));
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  private static ByteBuf constant(String text) {
    return Unpooled.unreleasableBuffer(
        Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)).asReadOnly());
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final ByteBuf chat;
    private final ByteBuf image;
    private final ByteBuf burst;

    Answering(ByteBuf chat, ByteBuf image, ByteBuf burst) {
      this.chat = chat;
      this.image = image;
      this.burst = burst;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      ByteBuf body = request.content();
      // The model's name stands at the beginning, whoever writes the body.
      String head =
          body.toString(
              body.readerIndex(), Math.min(120, body.readableBytes()), StandardCharsets.US_ASCII);
      if (head.contains(Bodies.IMAGE)) {
        whole(context, image);
      } else if (head.contains(Bodies.PACED)) {
        begin(context);
        pace(context, 0);
      } else if (head.contains(Bodies.BURST)) {
        begin(context);
        write(context, new DefaultHttpContent(burst.duplicate()));
        end(context);
      } else if (head.contains(Bodies.SLOW)) {
        var unused =
            context
                .executor()
                .schedule(() -> whole(context, chat), SLOW_MILLIS, TimeUnit.MILLISECONDS);
      } else {
        whole(context, chat);
      }
    }

    private static void whole(ChannelHandlerContext context, ByteBuf body) {
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body.duplicate());
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
      var unused = context.writeAndFlush(response);
    }

    private static void begin(ChannelHandlerContext context) {
      HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
      HttpUtil.setTransferEncodingChunked(response, true);
      write(context, response);
    }

    private static void write(ChannelHandlerContext context, Object part) {
      var unused = context.write(part);
    }

    private static void end(ChannelHandlerContext context) {
      var unused = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private static void pace(ChannelHandlerContext context, int number) {
      if (!context.channel().isActive()) {
        return;
      }
      if (number == Bodies.CHUNKS) {
        write(context, new DefaultHttpContent(constant(Bodies.streamEnd())));
        end(context);
        return;
      }
      write(context, new DefaultHttpContent(constant(Bodies.chunk(number))));
      context.flush();
      var unused =
          context
              .executor()
              .schedule(() -> pace(context, number + 1), Bodies.PACE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
