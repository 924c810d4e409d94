package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection: hands what comes to the exchange that has it. On its loop only. */
class ConnectionHandler extends ChannelInboundHandlerAdapter {
  private final HttpClient client;
  private final Origin origin;
  private @Nullable Exchange current;
  private boolean reusable;
  private boolean provisional;

  ConnectionHandler(HttpClient client, Origin origin) {
    this.client = client;
    this.origin = origin;
  }

  /** Whether an exchange may begin. */
  boolean isUsable(Channel channel) {
    return channel.isActive();
  }

  /** Whether another exchange may follow the one that has ended well. */
  boolean canCarryMore() {
    return reusable;
  }

  /** Gives the connection to an exchange. */
  void begin(Exchange exchange) {
    current = exchange;
    reusable = false;
    provisional = false;
  }

  /** The exchange wants no more of it. */
  void abandon(Channel channel) {
    current = null;
    Cut.off(channel);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      Exchange exchange = current;
      if (exchange == null) {
        Cut.off(context); // nobody asked
      } else if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
        current = null;
        Cut.off(context);
        exchange.failed(
            new ProviderException(
                FailureKind.MALFORMED_ANSWER,
                "not an HTTP answer",
                null,
                part.decoderResult().cause()));
      } else {
        take(context.channel(), exchange, message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void take(Channel channel, Exchange exchange, Object message) {
    if (message instanceof HttpResponse response) {
      provisional = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (!provisional) {
        reusable = HttpUtil.isKeepAlive(response);
        exchange.head(new HttpHead(response.status().code(), response.headers()));
      }
    }
    if (message instanceof HttpContent content && !provisional) {
      ByteBuf bytes = content.content();
      if (bytes.isReadable()) {
        exchange.body(bytes);
      }
      if (message instanceof LastHttpContent && current == exchange) {
        current = null;
        channel.config().setAutoRead(true);
        if (canCarryMore() && exchange.isSent()) {
          client.release(origin, channel);
        } else {
          Cut.off(channel);
        }
        exchange.end();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Exchange exchange = current;
    current = null;
    if (exchange != null) {
      exchange.failed(
          new ProviderException(
              FailureKind.UNREACHABLE, origin + " closed the connection before its answer ended"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broke(context.channel(), cause);
  }

  /** Something went wrong on our side of the connection. */
  void broke(Channel channel, Throwable cause) {
    end(
        channel,
        new ProviderException(
            FailureKind.UNREACHABLE,
            "the connection to " + origin + " broke: " + cause.getClass().getSimpleName(),
            null,
            cause),
        false);
  }

  /**
   * Ends the connection.
   *
   * @param untouched whether the upstream has certainly not begun with the request, so that it may
   *     be sent again
   */
  final void end(Channel channel, ProviderException failure, boolean untouched) {
    Exchange exchange = current;
    current = null;
    Cut.off(channel);
    if (exchange == null) {
      return;
    }
    if (untouched) {
      exchange.again(failure);
    } else {
      exchange.failed(failure);
    }
  }
}
