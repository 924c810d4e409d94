package io.colophon.provider.vendors.pieces;

import io.colophon.provider.http.EventStreamReader;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpHead;
import io.colophon.provider.http.HttpReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.ServerSentEvent;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer that is an event stream if all is well, and one JSON object otherwise, both with
 * status 200. The content type tells which.
 */
public final class EventsOrWhole implements HttpReader {
  private final Output out;
  private final int maxBytes;
  private final EventStreamReader events;
  private final Consumer<HttpAnswer> whole;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable HttpHead wholeHead;

  /**
   * @param maxBytes most bytes of one event or of the whole object
   * @param event takes each event
   * @param end is called when the stream of events ends in good order
   * @param whole takes an answer that is no event stream
   */
  public EventsOrWhole(
      Output out,
      int maxBytes,
      Consumer<ServerSentEvent> event,
      Runnable end,
      Consumer<HttpAnswer> whole) {
    this.out = out;
    this.maxBytes = maxBytes;
    this.events = new EventStreamReader(out, maxBytes, event, end);
    this.whole = whole;
  }

  @Override
  public void head(HttpHead head) {
    if (head.mimeType().equals("text/event-stream")) {
      events.head(head);
    } else {
      wholeHead = head;
    }
  }

  @Override
  public void body(ByteBuf piece) {
    if (wholeHead == null) {
      events.body(piece);
    } else if (body.size() + piece.readableBytes() > maxBytes) {
      out.fail(
          FailureKind.MALFORMED_ANSWER, "an answer of more than " + maxBytes + " bytes, the limit");
    } else {
      byte[] bytes = new byte[piece.readableBytes()];
      piece.readBytes(bytes);
      body.writeBytes(bytes);
    }
  }

  @Override
  public void end() {
    HttpHead head = wholeHead;
    if (head == null) {
      events.end();
    } else {
      whole.accept(new HttpAnswer(head, body.toByteArray()));
    }
  }

  @Override
  public void failed(ProviderException failure) {
    out.fail(failure);
  }
}
