package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Reads an answer that is an event stream. A stream that is cut off ends as UNREACHABLE. */
public final class EventStreamReader implements HttpReader {
  private final Output out;
  private final ServerSentEventDecoder decoder;
  private final Runnable end;

  /**
   * @param maxEventBytes most bytes of one event
   * @param event takes each event
   * @param end is called when the stream ends in good order; the attempt says whether that is its
   *     end or comes too early
   */
  public EventStreamReader(
      Output out, int maxEventBytes, Consumer<ServerSentEvent> event, Runnable end) {
    this.out = out;
    this.decoder =
        new ServerSentEventDecoder(
            maxEventBytes,
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
    if (decoder.end()) {
      out.fail(FailureKind.UNREACHABLE, "the event stream was cut off within an event");
    } else {
      end.run();
    }
  }

  @Override
  public void failed(ProviderException failure) {
    out.fail(failure);
  }
}
