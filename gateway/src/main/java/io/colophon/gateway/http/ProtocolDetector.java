package io.colophon.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at a plain connection's first bytes: HTTP/2 begins with a preface of its own. */
final class ProtocolDetector extends ByteToMessageDecoder {
  private static final byte[] PREFACE = preface();

  private final Protocols protocols;
  private @Nullable ScheduledFuture<?> patience;

  ProtocolDetector(Protocols protocols) {
    this.protocols = protocols;
  }

  private static byte[] preface() {
    ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
    byte[] bytes = new byte[preface.readableBytes()];
    preface.getBytes(preface.readerIndex(), bytes);
    return bytes;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    patience =
        context
            .executor()
            .schedule(() -> giveUp(context), protocols.headTimeoutNanos(), TimeUnit.NANOSECONDS);
    context.fireChannelActive();
  }

  private static void giveUp(ChannelHandlerContext context) {
    var unused = context.close();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int seen = Math.min(in.readableBytes(), PREFACE.length);
    for (int i = 0; i < seen; i++) {
      if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
        stopWaiting();
        protocols.http1(context.pipeline(), true);
        context.pipeline().remove(this);
        return;
      }
    }
    if (seen == PREFACE.length) {
      stopWaiting();
      protocols.http2(context.pipeline());
      context.pipeline().remove(this);
    }
  }

  private void stopWaiting() {
    if (patience != null) {
      patience.cancel(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    stopWaiting();
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var unused = context.close();
  }
}
