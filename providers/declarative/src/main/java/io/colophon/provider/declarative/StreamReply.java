package io.colophon.provider.declarative;

import io.colophon.provider.http.EventStreamReader;
import io.colophon.provider.http.HttpReader;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.JsonArrayReader;
import io.colophon.provider.http.JsonLinesReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.PartialUsage;
import io.colophon.provider.http.ServerSentEvent;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Usage;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Text that comes piece by piece. */
final class StreamReply {
  private static final int MOST_EVENT_BYTES = 4 * 1024 * 1024;

  private final DirectAttempt attempt;
  private final StreamRule rule;
  private final Output out;
  private boolean accepted;
  private boolean finishSeen;
  private FinishReason reason = FinishReason.STOP;
  private final PartialUsage sofar;
  private Usage usage = Usage.UNREPORTED;

  StreamReply(DirectAttempt attempt, StreamRule rule, Output out) {
    this.attempt = attempt;
    this.rule = rule;
    this.out = out;
    this.sofar = new PartialUsage(out);
  }

  HttpReader reader() {
    return switch (rule.form()) {
      case SSE -> new EventStreamReader(out, MOST_EVENT_BYTES, this::event, this::ended);
      case NDJSON ->
          new JsonLinesReader(
              out, MOST_EVENT_BYTES, line -> piece(Json.read(line), true), this::ended);
      case JSON_ARRAY ->
          new JsonArrayReader(
              out, MOST_EVENT_BYTES, one -> piece(Json.read(one), true), this::ended);
    };
  }

  private void event(ServerSentEvent event) {
    if (rule.end().isPresent()
        && (event.data().equals(rule.end().get()) || event.type().equals(rule.end().get()))) {
      if (event.data().startsWith("{")) {
        piece(Json.read(event.data()), false);
      }
      accept(Json.object());
      out.finish(reason, usage);
    } else if (!event.data().isBlank()) {
      piece(
          Json.read(event.data()), rule.events().isEmpty() || rule.events().contains(event.type()));
    }
  }

  private void piece(JsonNode body, boolean words) {
    FailureRules failures = attempt.vendor().adapter().failures();
    Optional<ProviderException> wrong = failures.within(body);
    if (wrong.isEmpty()
        && failures.okAt().isEmpty()
        && Places.text(body, failures.message()).isPresent()) {
      wrong = Optional.of(failures.failed(body));
    }
    if (wrong.isPresent()) {
      throw wrong.get();
    }
    accept(body);
    if (words) {
      Places.text(body, rule.delta())
          .ifPresent(text -> out.emit(new GenerationEvent.TextDelta(text)));
    }
    rule.finish()
        .read(body)
        .ifPresent(
            found -> {
              finishSeen = true;
              reason = found;
            });
    Usage said = rule.usage().read(body, null);
    if (!said.isEmpty()) {
      usage = said;
      sofar.say(said);
    }
  }

  private void accept(JsonNode body) {
    if (!accepted) {
      accepted = true;
      out.emit(attempt.accepted(body, rule.model()));
    }
  }

  private void ended() {
    if (out.isOver()) {
      return;
    }
    boolean whole = finishSeen || rule.end().isEmpty() && rule.finish().at().isEmpty();
    if (whole && accepted) {
      out.finish(reason, usage);
    } else {
      out.fail(FailureKind.UNREACHABLE, "the stream ended before its end");
    }
  }
}
