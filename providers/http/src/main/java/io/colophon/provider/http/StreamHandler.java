package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;

/** One HTTP/2 stream, which carries one exchange. On its loop only. */
final class StreamHandler extends ConnectionHandler {
  private final Origin origin;

  StreamHandler(HttpClient client, Origin origin) {
    super(client, origin);
    this.origin = origin;
  }

  /** A connection that takes no more streams is for nobody, though it may stand yet. */
  @Override
  boolean isUsable(Channel stream) {
    Http2Session session = Http2Session.of(stream);
    return stream.isActive() && session != null && !session.isLeaving();
  }

  @Override
  boolean canCarryMore() {
    return false;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    try {
      if (event instanceof Http2ResetFrame reset) {
        Http2Error error = Http2Error.valueOf(reset.errorCode());
        end(
            context.channel(),
            new ProviderException(
                FailureKind.UNREACHABLE,
                origin
                    + " reset the stream: "
                    + (error == null ? Long.toString(reset.errorCode()) : error.name())),
            error == Http2Error.REFUSED_STREAM);
      } else if (event instanceof Http2GoAwayFrame) {
        // Only streams that the upstream has not begun with hear of it (RFC 9113, section 6.8).
        end(
            context.channel(),
            new ProviderException(FailureKind.UNREACHABLE, origin + " is going away"),
            true);
      }
    } finally {
      ReferenceCountUtil.release(event);
    }
  }

  @Override
  void broke(Channel stream, Throwable cause) {
    boolean ours = cause instanceof Http2Exception || cause instanceof CodecException;
    boolean refused =
        cause instanceof Http2Exception known && known.error() == Http2Error.REFUSED_STREAM;
    if (ours) {
      end(
          stream,
          new ProviderException(
              refused ? FailureKind.UNREACHABLE : FailureKind.MALFORMED_ANSWER,
              refused ? origin + " takes no more streams" : "not an HTTP/2 answer",
              null,
              cause),
          refused);
    } else {
      super.broke(stream, cause);
    }
  }
}
