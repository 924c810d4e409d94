package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Reads an answer that is a growing JSON array. One that is cut off ends as UNREACHABLE. */
public final class JsonArrayReader implements HttpReader {
  private final Output out;
  private final JsonArrayDecoder decoder;
  private final Runnable end;

  /**
   * @param maxElementBytes most bytes of one element
   * @param element takes each element in UTF-8
   * @param end is called when the array was whole; the attempt says whether that is its end
   */
  public JsonArrayReader(Output out, int maxElementBytes, Consumer<byte[]> element, Runnable end) {
    this.out = out;
    this.decoder =
        new JsonArrayDecoder(
            maxElementBytes,
            one -> {
              if (!out.isOver()) {
                element.accept(one);
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
    if (decoder.isWhole()) {
      end.run();
    } else {
      out.fail(FailureKind.UNREACHABLE, "the array was cut off");
    }
  }

  @Override
  public void failed(ProviderException failure) {
    out.fail(failure);
  }
}
