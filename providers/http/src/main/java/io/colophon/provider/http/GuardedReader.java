package io.colophon.provider.http;

import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Hands on what goes well; what does not ends the stream. */
final class GuardedReader implements HttpReader {
  private static final int MOST_FAILURE_BYTES = 64 * 1024;

  private final Output out;
  private final FailureReader failures;
  private final HttpReader reader;
  private @Nullable HttpHead refusal;
  private final BodyBytes said = new BodyBytes(MOST_FAILURE_BYTES);

  GuardedReader(Output out, FailureReader failures, HttpReader reader) {
    this.out = out;
    this.failures = failures;
    this.reader = reader;
  }

  @Override
  public void head(HttpHead head) {
    if (head.isSuccess()) {
      reader.head(head);
    } else {
      refusal = head;
    }
  }

  @Override
  public void body(ByteBuf piece) {
    if (refusal == null) {
      reader.body(piece);
    } else {
      said.addWhatFits(piece);
    }
  }

  @Override
  public void end() {
    HttpHead head = refusal;
    if (head == null) {
      reader.end();
    } else {
      out.fail(failures.read(new HttpAnswer(head, said.toArray())));
    }
  }

  @Override
  public void failed(ProviderException failure) {
    HttpHead head = refusal;
    if (head == null) {
      reader.failed(failure);
    } else {
      out.fail(failures.read(new HttpAnswer(head, said.toArray()))); // its status says enough
    }
  }
}
