package io.colophon.gateway.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one answer, within its limits, whatever it says of its own length. */
final class HopHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger log = LoggerFactory.getLogger(HopHandler.class);
  private static final int FIRST_CAPACITY = 64 * 1024;
  private static final int MAX_LOCATION = 8192;

  /** What came of it; called once, on the event loop. */
  interface Listener {
    void redirected(Destination from, String location);

    void whole(ByteBuffer bytes);

    void failed(String problem);
  }

  private final Listener listener;
  private final long most;
  private final ByteBudget budget;
  private @Nullable Destination from;
  private byte[] bytes = new byte[0];
  private int length;
  private boolean body;
  private boolean over;

  HopHandler(Listener listener, long most, ByteBudget budget) {
    this.listener = listener;
    this.most = most;
    this.budget = budget;
  }

  /** The request is on its way. */
  void begin(Channel channel, Destination destination) {
    from = destination;
    if (!channel.isActive()) {
      fail("its host hung up");
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (over) {
      return;
    }
    if (message.decoderResult().isFailure()) {
      fail("its host's answer is not HTTP");
    } else if (message instanceof HttpResponse response) {
      head(response);
    }
    if (!over && body && message instanceof HttpContent content) {
      append(content.content());
      if (!over && content instanceof LastHttpContent) {
        over = true;
        listener.whole(ByteBuffer.wrap(bytes, 0, length).slice());
      }
    }
  }

  private void head(HttpResponse response) {
    int code = response.status().code();
    String location = response.headers().get(HttpHeaderNames.LOCATION);
    if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL && code != 101) {
      return; // the answer itself follows
    }
    if (response.status().codeClass() == HttpStatusClass.REDIRECTION && location != null) {
      redirect(location);
    } else if (code != 200) {
      fail("its host answers with status " + code);
    } else if (!isPlain(response.headers().get(HttpHeaderNames.CONTENT_ENCODING))) {
      fail("its host sends it compressed, which was not asked for");
    } else if (HttpUtil.getContentLength(response, 0L) > most) {
      fail("it is larger than " + most + " bytes");
    } else {
      body = true;
      bytes = new byte[(int) Math.min(most, FIRST_CAPACITY)];
    }
  }

  private static boolean isPlain(@Nullable String encoding) {
    return encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity");
  }

  private void redirect(String location) {
    Destination at = from;
    if (at == null || location.length() > MAX_LOCATION) {
      fail("it leads to what is no URL");
      return;
    }
    over = true;
    listener.redirected(at, location);
  }

  private void append(ByteBuf content) {
    int more = content.readableBytes();
    if (length + (long) more > most || !budget.take(more)) {
      fail("it is larger than allowed, " + most + " bytes");
      return;
    }
    if (length + more > bytes.length) {
      long doubled = Math.max(2L * bytes.length, length + (long) more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, Math.min(most, Integer.MAX_VALUE - 8)));
    }
    content.readBytes(bytes, length, more);
    length += more;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail("its host hung up before the end");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.info("a link was not fetched: {}", cause.toString());
    fail("the connection to its host failed");
    var unused = context.close();
  }

  private void fail(String problem) {
    if (!over) {
      over = true;
      bytes = new byte[0];
      listener.failed(problem);
    }
  }
}
