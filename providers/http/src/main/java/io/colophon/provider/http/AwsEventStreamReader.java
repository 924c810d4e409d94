package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Reads an answer that is an AWS event stream. One that is cut off ends as UNREACHABLE. */
public final class AwsEventStreamReader implements HttpReader {
  private final Output out;
  private final AwsEventStreamDecoder decoder;
  private final Runnable end;

  /**
   * @param maxMessageBytes most bytes of one message
   * @param event takes each message
   * @param end is called when the stream ends between two messages; the attempt says whether that
   *     is its end or comes too early
   */
  public AwsEventStreamReader(
      Output out, int maxMessageBytes, Consumer<AwsEvent> event, Runnable end) {
    this.out = out;
    this.decoder =
        new AwsEventStreamDecoder(
            maxMessageBytes,
            one -> {
              if (!out.isOver()) {
                event.accept(one);
              }
            });
    this.end = end;
  }

  @Override
  public void head(HttpHead head) {}

  @Override
  public void body(ByteBuf piece) {
    decoder.feed(piece);
  }

  @Override
  public void end() {
    if (out.isOver()) {
      return;
    }
    if (decoder.isBetweenMessages()) {
      end.run();
    } else {
      out.fail(FailureKind.UNREACHABLE, "the event stream was cut off within a message");
    }
  }

  @Override
  public void failed(ProviderException failure) {
    out.fail(failure);
  }
}
