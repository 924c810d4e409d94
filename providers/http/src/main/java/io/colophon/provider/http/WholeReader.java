package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects a whole answer, up to a limit. */
public final class WholeReader implements HttpReader {
  private final int maxBytes;
  private final Consumer<HttpAnswer> then;
  private final Consumer<ProviderException> failed;
  private final BodyBytes body;
  private boolean tooLarge;
  private @Nullable HttpHead head;

  /**
   * @param maxBytes most bytes; more is a failure, as MALFORMED_ANSWER
   * @param then takes the answer when it is whole
   * @param failed takes what went wrong instead
   */
  public WholeReader(int maxBytes, Consumer<HttpAnswer> then, Consumer<ProviderException> failed) {
    this.maxBytes = maxBytes;
    this.then = then;
    this.failed = failed;
    this.body = new BodyBytes(maxBytes);
  }

  /** Takes answers of status 2xx; what {@code failures} reads in others goes to {@code failed}. */
  static WholeReader ofSuccess(
      int maxBytes,
      Consumer<HttpAnswer> then,
      FailureReader failures,
      Consumer<ProviderException> failed) {
    return new WholeReader(
        maxBytes,
        answer -> {
          if (answer.head().isSuccess()) {
            then.accept(answer);
          } else {
            failed.accept(failures.read(answer));
          }
        },
        failed);
  }

  @Override
  public void head(HttpHead came) {
    head = came;
  }

  @Override
  public void body(ByteBuf piece) {
    if (!tooLarge && !body.add(piece)) {
      tooLarge = true;
      failed.accept(
          new ProviderException(
              FailureKind.MALFORMED_ANSWER,
              "an answer of more than " + maxBytes + " bytes, the limit"));
    }
  }

  @Override
  public void end() {
    HttpHead came = head;
    if (came != null && !tooLarge) {
      then.accept(new HttpAnswer(came, body.toArray()));
    }
  }

  @Override
  public void failed(ProviderException failure) {
    if (!tooLarge) {
      failed.accept(failure);
    }
  }
}
