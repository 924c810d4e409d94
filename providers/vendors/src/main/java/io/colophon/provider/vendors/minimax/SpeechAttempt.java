package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.ServerSentEvent;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.vendors.pieces.EventsOrWhole;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import io.colophon.provider.vendors.pieces.MediaPieces;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Speech by {@code /t2a_v2}: behind a link if it comes in one piece, as hexadecimal digits within
 * events if it is streamed. A stream's last event ({@code status} 2) repeats the whole audio unless
 * asked not to, and is left out in any case once pieces have come.
 */
final class SpeechAttempt implements Attempt {
  private static final int MOST_BYTES = 64 * 1024 * 1024;
  private static final int LAST = 2;

  private final MiniMaxHost host;
  private final GenerationRequest.Audio request;
  private final List<Translation> dropped;

  SpeechAttempt(MiniMaxHost host, GenerationRequest.Audio request, List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    Fit fit = new Fit(dropped);
    AudioFormat format = AudioFormat.of(request.format().orElse("audio/mpeg"), fit);
    JsonNode body =
        SpeechBody.write(request, host.config(), host.label(out.options()), format, fit);
    Reader reader = new Reader(out, host.config().baseUrl(), fit.translations(), format);
    out.open(
        host.post("/t2a_v2", body),
        new EventsOrWhole(out, MOST_BYTES, reader::event, reader::streamEnded, reader::whole));
  }

  private static final class Reader {
    private final Output out;
    private final URI baseUrl;
    private final List<Translation> translations;
    private final AudioFormat format;
    private final MediaPieces audio;
    private Usage usage = Usage.UNREPORTED;
    private boolean accepted;
    private boolean any;
    private boolean ended;

    Reader(Output out, URI baseUrl, List<Translation> translations, AudioFormat format) {
      this.out = out;
      this.baseUrl = baseUrl;
      this.translations = translations;
      this.format = format;
      this.audio = new MediaPieces(out, 0, format.mimeType());
    }

    void event(ServerSentEvent event) {
      if (!event.data().isEmpty() && !event.data().equals("[DONE]")) {
        piece(Json.read(event.data()));
      }
    }

    void whole(HttpAnswer answer) {
      JsonNode said = answer.json();
      if (begin(said)) {
        WholeAudio.deliver(out, baseUrl, Fields.text(said.path("data"), "audio"), format, usage);
      }
    }

    private void piece(JsonNode said) {
      if (!begin(said)) {
        return;
      }
      JsonNode data = said.path("data");
      boolean last = Fields.number(data, "status", 0) == LAST;
      String hex = Fields.text(data, "audio");
      if (!hex.isEmpty() && !(last && any)) {
        any = true;
        audio.add(MediaText.fromHex(hex));
      }
      ended |= last;
    }

    /** Takes what whole answers and events have in common; false if it is a failure. */
    private boolean begin(JsonNode said) {
      Optional<ProviderException> failure = MiniMaxFailures.within(said);
      if (failure.isPresent()) {
        out.fail(failure.get());
        return false;
      }
      if (!accepted) {
        accepted = true;
        out.emit(new GenerationEvent.Accepted(Optional.empty(), translations));
      }
      JsonNode extra = said.path("extra_info");
      if (extra.isObject()) {
        usage =
            new UsageFields()
                .with(UsageUnit.INPUT_CHARACTERS, extra.path("usage_characters"))
                .with(UsageUnit.AUDIO_MILLIS, extra.path("audio_length"))
                .build();
      }
      return true;
    }

    void streamEnded() {
      if (ended) {
        finish();
      } else {
        out.fail(FailureKind.UNREACHABLE, "the stream ended before the speech did");
      }
    }

    private void finish() {
      if (audio.end()) {
        out.finish(FinishReason.STOP, usage);
      } else {
        out.fail(FailureKind.MALFORMED_ANSWER, "the answer has no audio");
      }
    }
  }
}
