package io.colophon.provider.declarative;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpHead;
import io.colophon.provider.http.HttpReader;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An answer whose body is the output itself. */
final class BytesReply implements HttpReader {
  private static final long MOST_BYTES = 1L << 30;

  private final DirectAttempt attempt;
  private final Output out;
  private final MediaReader media;
  private boolean accepted;
  private @Nullable HttpHead head;

  BytesReply(DirectAttempt attempt, Output out) {
    this.attempt = attempt;
    this.out = out;
    String asked = attempt.delivery().asked();
    this.media =
        new MediaReader(
            out,
            0,
            asked.isEmpty() ? attempt.operation().answer().bytes().orElseThrow() : asked,
            MOST_BYTES,
            this::words,
            this::done);
  }

  @Override
  public void head(HttpHead came) {
    head = came;
    media.head(came);
  }

  @Override
  public void body(ByteBuf piece) {
    if (!accepted && head != null && !isWords(head)) {
      accepted = true;
      out.emit(attempt.accepted(Json.object(), Optional.empty()));
    }
    media.body(piece);
  }

  private static boolean isWords(HttpHead head) {
    return head.mimeType().endsWith("json") || head.mimeType().startsWith("text/");
  }

  /** Words instead of media: the vendor says what went wrong, or why it withholds the output. */
  private void words(HttpAnswer answer) {
    JsonNode body = answer.json();
    Optional<FinishReason> reason = attempt.operation().answer().finish().read(body);
    if (reason.isPresent() && reason.get() == FinishReason.CONTENT_FILTERED) {
      out.emit(attempt.accepted(body, Optional.empty()));
      out.finish(
          FinishReason.CONTENT_FILTERED, attempt.operation().answer().usage().read(body, head));
    } else {
      out.fail(attempt.vendor().adapter().failures().failed(body));
    }
  }

  private void done() {
    FinishReason reason =
        attempt
            .operation()
            .answer()
            .finishHeader()
            .flatMap(name -> head == null ? Optional.empty() : head.header(name))
            .map(word -> attempt.operation().answer().finish().words().get(word))
            .orElse(FinishReason.STOP);
    out.finish(reason, attempt.operation().answer().usage().read(null, head));
  }

  @Override
  public void end() {
    media.end();
  }

  @Override
  public void failed(ProviderException failure) {
    media.failed(failure);
  }
}
