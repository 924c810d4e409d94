package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects a whole answer. */
final class WholeReader implements HttpReader {
  private final Output out;
  private final int maxBytes;
  private final Consumer<HttpAnswer> then;
  private final BodyBytes body;
  private @Nullable HttpHead head;

  WholeReader(Output out, int maxBytes, Consumer<HttpAnswer> then) {
    this.out = out;
    this.maxBytes = maxBytes;
    this.then = then;
    this.body = new BodyBytes(maxBytes);
  }

  @Override
  public void head(HttpHead came) {
    head = came;
  }

  @Override
  public void body(ByteBuf piece) {
    if (!body.add(piece)) {
      out.fail(
          FailureKind.MALFORMED_ANSWER, "an answer of more than " + maxBytes + " bytes, the limit");
    }
  }

  @Override
  public void end() {
    HttpHead came = head;
    if (came != null) {
      then.accept(new HttpAnswer(came, body.toArray()));
    }
  }

  @Override
  public void failed(ProviderException failure) {
    out.fail(failure);
  }
}
