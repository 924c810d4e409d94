package io.colophon.provider.vendors.replicate;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.EventStreamReader;
import io.colophon.provider.http.JobState;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.ServerSentEvent;
import io.colophon.provider.http.WholeCharacters;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Text as it is written: the prediction is created, its stream is read ({@code output} events with
 * pieces, {@code done}, {@code error}), and the prediction is asked once more for its figures. A
 * model without a stream is asked after until it is done. One stream's own; not thread-safe.
 */
final class TextAttempt implements Attempt {
  private static final int MOST_EVENT_BYTES = 4 * 1024 * 1024;

  private final ReplicateHost host;
  private final GenerationRequest.Text request;
  private final Optional<ReplicateModel> model;
  private final Duration pause;
  private final List<Translation> translations;
  private final WholeCharacters characters = new WholeCharacters();
  private String id = "";
  private boolean spoke;
  private boolean done;

  TextAttempt(
      ReplicateHost host,
      GenerationRequest.Text request,
      Optional<ReplicateModel> model,
      Duration pause,
      List<Translation> translations) {
    this.host = host;
    this.request = request;
    this.model = model;
    this.pause = pause;
    this.translations = translations;
  }

  private int accelerators() {
    return model.map(ReplicateModel::accelerators).orElse(1);
  }

  @Override
  public void begin(Output out) {
    out.call(
        host.create(
            request.prompt().model().name(),
            new Inputs(model, translations).of(request),
            out.options(),
            false),
        PredictionJob.MOST_ANSWER_BYTES,
        answer -> created(answer.json(), out));
  }

  private void created(JsonNode prediction, Output out) {
    id = prediction.path("id").stringValue("");
    if (id.isBlank()) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "the prediction that was created has no id");
    }
    out.emit(new GenerationEvent.Accepted(Predictions.served(prediction), translations));
    String stream = prediction.path("urls").path("stream").stringValue("");
    if (stream.isEmpty()) {
      look(prediction, out);
      return;
    }
    out.open(
        host.stream(stream),
        new EventStreamReader(
            out,
            MOST_EVENT_BYTES,
            event -> event(event, out),
            () -> {
              if (!done) {
                out.fail(FailureKind.UNREACHABLE, "the stream ended before it was done");
              }
            }));
  }

  private void event(ServerSentEvent event, Output out) {
    switch (event.type()) {
      case "output" -> say(characters.next(event.data()), out);
      case "error" ->
          throw new ProviderException(FailureKind.INTERNAL, "the prediction failed on its way");
      case "done" -> {
        done = true;
        say(characters.end(), out);
        ask(out);
      }
      default -> {} // logs, and what is newer than this code
    }
  }

  private void say(String text, Output out) {
    if (!text.isEmpty()) {
      spoke = true;
      out.emit(new GenerationEvent.TextDelta(text));
    }
  }

  private void ask(Output out) {
    out.call(host.get(id), PredictionJob.MOST_ANSWER_BYTES, answer -> look(answer.json(), out));
  }

  private void look(JsonNode prediction, Output out) {
    JobState state = Predictions.state(prediction, accelerators());
    if (state instanceof JobState.Done) {
      if (!spoke) {
        say(Predictions.words(prediction.path("output")), out);
      }
      id = "";
      out.finish(FinishReason.STOP, Predictions.usage(prediction, accelerators()));
    } else if (state instanceof JobState.Failed failed) {
      id = "";
      out.fail(failed.failure());
    } else if (state instanceof JobState.Filtered filtered) {
      id = "";
      finishFiltered(filtered.usage(), out);
    } else {
      out.after(pause, () -> ask(out)); // bounded by the deadline
    }
  }

  private static void finishFiltered(Usage usage, Output out) {
    out.finish(FinishReason.CONTENT_FILTERED, usage);
  }

  @Override
  public void stopped(Output out) {
    if (!id.isEmpty()) {
      out.farewell(host.cancel(id));
    }
  }
}
