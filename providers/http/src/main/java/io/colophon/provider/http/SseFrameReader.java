package io.colophon.provider.http;

import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Reads an answer that is an event stream, each event with its exact bytes. */
public final class SseFrameReader implements HttpReader {
  private final Output out;
  private final SseFrames frames;
  private final Runnable end;

  /**
   * @param maxEventBytes most bytes of one event
   * @param event takes each event; the last may be not {@link SseFrame#isWhole() whole}
   * @param end is called when the answer has ended; the attempt says whether that is its end or
   *     comes too early
   */
  public SseFrameReader(Output out, int maxEventBytes, Consumer<SseFrame> event, Runnable end) {
    this.out = out;
    this.frames =
        new SseFrames(
            maxEventBytes,
            frame -> {
              if (!out.isOver()) {
                event.accept(frame);
              }
            });
    this.end = end;
  }

  @Override
  public void head(HttpHead head) {}

  @Override
  public void body(ByteBuf piece) {
    frames.feed(piece);
  }

  @Override
  public void end() {
    frames.end();
    if (!out.isOver()) {
      end.run();
    }
  }

  @Override
  public void failed(ProviderException failure) {
    out.fail(failure);
  }
}
