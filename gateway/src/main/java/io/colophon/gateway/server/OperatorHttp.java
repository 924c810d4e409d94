package io.colophon.gateway.server;

import io.colophon.gateway.config.unit.HostAndPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small pages for operators and their tools: each path gives a text. */
final class OperatorHttp {
  private static final int LARGEST_REQUEST = 16 * 1024;
  private static final int IDLE_SECONDS = 60;

  private static final Logger log = LoggerFactory.getLogger(OperatorHttp.class);

  private final Channel channel;

  private OperatorHttp(Channel channel) {
    this.channel = channel;
  }

  /**
   * What a path answers.
   *
   * @param status HTTP status
   * @param contentType with its charset
   * @param body the text
   */
  record Page(int status, String contentType, String body) {
    static Page text(int status, String body) {
      return new Page(status, "text/plain; charset=utf-8", body);
    }
  }

  /**
   * Listens. The pages are made on event loops: they must be quick and must not block.
   *
   * @param pages by path; told which media types the reader accepts, empty for any
   */
  static OperatorHttp start(
      HostAndPort address, EventLoops loops, Map<String, Function<String, Page>> pages)
      throws IOException {
    try {
      Channel channel =
          new ServerBootstrap()
              .group(loops.accepting(), loops.carrying())
              .channel(loops.channel())
              .childHandler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                      connection
                          .pipeline()
                          .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                          .addLast(new HttpServerCodec())
                          .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                          .addLast(new Handler(pages));
                    }
                  })
              .bind(new InetSocketAddress(address.host(), address.port()))
              .sync()
              .channel();
      return new OperatorHttp(channel);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while opening " + address, stop);
    } catch (RuntimeException failure) {
      throw new IOException("cannot listen on " + address + ": " + failure.getMessage(), failure);
    }
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  void close() {
    channel.close().awaitUninterruptibly();
  }

  private static final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Map<String, Function<String, Page>> pages;

    Handler(Map<String, Function<String, Page>> pages) {
      this.pages = pages;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      Page page = page(request);
      byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(page.status()),
              Unpooled.wrappedBuffer(body));
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, page.contentType());
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
      response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
      boolean keep = HttpUtil.isKeepAlive(request);
      HttpUtil.setKeepAlive(response, keep);
      var unused =
          keep
              ? context.writeAndFlush(response)
              : context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private Page page(FullHttpRequest request) {
      if (!request.decoderResult().isSuccess()) {
        return Page.text(400, "not an HTTP request\n");
      }
      if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
        return Page.text(405, request.method() + " is not allowed, expected GET\n");
      }
      int query = request.uri().indexOf('?');
      String path = query < 0 ? request.uri() : request.uri().substring(0, query);
      Function<String, Page> page = pages.get(path);
      return page == null
          ? Page.text(
              404, "nothing here, expected one of " + String.join(" ", pages.keySet()) + "\n")
          : page.apply(request.headers().get(HttpHeaderNames.ACCEPT, ""));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof IdleStateEvent) {
        var unused = context.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      log.debug("a connection to the operator's pages broke: {}", cause.toString());
      var unused = context.close();
    }
  }
}
