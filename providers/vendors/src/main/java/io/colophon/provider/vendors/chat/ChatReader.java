package io.colophon.provider.vendors.chat;

import io.colophon.provider.http.HttpHead;
import io.colophon.provider.http.HttpReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.SseFrames;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/**
 * Reads an answer of {@code /chat/completions}, which is a stream or a whole body: its type says
 * which, since some hosts answer a wish for a stream with a body.
 */
final class ChatReader implements HttpReader {
  private static final int MOST_BODY_BYTES = 64 * 1024 * 1024;

  private final Output out;
  private final ChatReply reply;
  private final SseFrames frames;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private boolean stream;

  ChatReader(Output out, ChatReply reply, int mostEventBytes) {
    this.out = out;
    this.reply = reply;
    this.frames = new SseFrames(mostEventBytes, reply::frame);
  }

  @Override
  public void head(HttpHead head) {
    stream = head.mimeType().equals("text/event-stream");
  }

  @Override
  public void body(ByteBuf piece) {
    if (stream) {
      frames.feed(piece);
      return;
    }
    if (body.size() + piece.readableBytes() > MOST_BODY_BYTES) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "an answer of more than " + MOST_BODY_BYTES + " bytes");
    }
    byte[] bytes = new byte[piece.readableBytes()];
    piece.readBytes(bytes);
    body.write(bytes, 0, bytes.length);
  }

  @Override
  public void end() {
    if (!stream) {
      reply.body(body.toByteArray());
    } else {
      frames.end();
      reply.streamEnded();
    }
  }

  @Override
  public void failed(ProviderException failure) {
    out.fail(failure);
  }
}
