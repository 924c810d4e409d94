package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Job;
import io.colophon.provider.http.JobState;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.ResultDownload;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A film by Veo: {@code predictLongRunning} gives an operation, whose name is the job's handle. An
 * operation that is done may hold nothing, when the filter took everything ({@code
 * raiMediaFilteredCount}). The vendor documents no way to cancel one, and states no usage.
 */
final class FilmJob implements Job {
  private static final int MOST_ANSWER_BYTES = 1024 * 1024;

  private final GeminiHost host;
  private final GenerationRequest.Video request;
  private final List<Translation> translations;

  FilmJob(GeminiHost host, GenerationRequest.Video request, List<Translation> translations) {
    this.host = host;
    this.request = request;
    this.translations = translations;
  }

  @Override
  public void submit(Output out, Consumer<Ticket> then) {
    byte[] body = FilmBody.write(request, translations);
    out.call(
        host.post(request.prompt().model().name(), "predictLongRunning").json(body),
        MOST_ANSWER_BYTES,
        answer -> {
          String name = answer.json().path("name").stringValue("");
          if (name.isBlank()) {
            throw new ProviderException(
                FailureKind.MALFORMED_ANSWER, "the operation that was begun has no name");
          }
          then.accept(new Ticket(name, acceptedAgain()));
        });
  }

  @Override
  public GenerationEvent.Accepted acceptedAgain() {
    return new GenerationEvent.Accepted(Optional.empty(), translations);
  }

  @Override
  public void poll(Output out, String handle, Consumer<HttpCall> send) {
    send.accept(host.operation(handle));
  }

  @Override
  public JobState read(HttpAnswer answer) {
    JsonNode operation = answer.json();
    if (!operation.path("done").asBoolean(false)) {
      return new JobState.Running(OptionalDouble.empty());
    }
    if (operation.path("error").isObject()) {
      return new JobState.Failed(GeminiFailures.within(operation.path("error")));
    }
    JsonNode result = operation.path("response").path("generateVideoResponse");
    if (!result.path("generatedSamples").isEmpty()) {
      return new JobState.Done(result);
    }
    if (result.path("raiMediaFilteredCount").asInt(0) > 0) {
      return new JobState.Filtered(Usage.UNREPORTED);
    }
    return new JobState.Failed(
        new ProviderException(
            FailureKind.MALFORMED_ANSWER, "the operation is done and holds no film"));
  }

  @Override
  public void deliver(Output out, String handle, JobState.Done done) {
    next(out, done.answer().path("generatedSamples"), 0);
  }

  private void next(Output out, JsonNode samples, int index) {
    if (index == samples.size()) {
      out.finish(FinishReason.STOP, Usage.UNREPORTED);
      return;
    }
    new ResultDownload(out, host.address())
        .credentials(host::signed)
        .fetch(
            samples.path(index).path("video").path("uri").stringValue(""),
            index,
            "video/mp4",
            () -> next(out, samples, index + 1));
  }
}
