package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.Dropped;
import io.colophon.provider.http.EventStreamReader;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.vendors.chat.OriginalBody;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One request to {@code /responses}. A caller of this very dialect has his own bytes sent, so that
 * fields unknown to us reach the host; the answer is always built anew, since the host repeats the
 * whole text in its closing events, where the label would be missing.
 */
final class ResponsesAttempt implements Attempt {
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private final OpenAiHost host;
  private final GenerationRequest.Text request;
  private final Optional<OriginalBody> original;

  ResponsesAttempt(OpenAiHost host, GenerationRequest.Text request, CallOptions options) {
    this.host = host;
    this.request = request;
    this.original =
        options
            .original()
            .filter(frame -> frame.dialect().equals(Dialects.OPENAI_RESPONSES))
            .map(WireFrame::bytes)
            .map(OriginalBody::of);
  }

  @Override
  public void begin(Output out) {
    HttpCall call = host.responses();
    ResponsesReply reply = new ResponsesReply(out, translations());
    if (original.isPresent() && !original.get().isStream()) {
      call.body("application/json", body(original.get()));
      out.call(call, MOST_BYTES, answer -> reply.body(answer.json()));
      return;
    }
    if (original.isPresent()) {
      call.body("application/json", body(original.get()));
    } else {
      call.json(ResponsesRequestWriter.write(request));
    }
    out.open(
        call,
        new EventStreamReader(
            out,
            MOST_BYTES,
            event -> reply.event(event.data()),
            () -> out.fail(FailureKind.UNREACHABLE, "the stream ended before the answer did")));
  }

  private ByteBuffer[] body(OriginalBody body) {
    return body.unchangedForModel(request.prompt().model().name());
  }

  private List<Translation> translations() {
    return original.isPresent()
        ? List.of()
        : Dropped.of(
            request, OpenAiCapabilities.RESPONSES, OpenAiCapabilities.RESPONSES_EXTENSIONS);
  }
}
