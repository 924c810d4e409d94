package io.colophon.provider.bedrock;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Job;
import io.colophon.provider.http.JobState;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A film by asynchronous invocation: the ARN of the invocation is the job's handle, and the film
 * lies as {@code output.mp4} below the place that the invocation names in the account's own bucket,
 * where it stays. The API has no way to cancel an invocation, and states no usage. The generation's
 * id is the token of the request, so that submitting twice begins one invocation.
 */
final class FilmJob implements Job {
  private static final int MOST_ANSWER_BYTES = 1024 * 1024;
  private static final long MOST_FILM_BYTES = 2L * 1024 * 1024 * 1024;

  private final BedrockHost host;
  private final BedrockConfig config;
  private final GenerationRequest.Video request;
  private final List<Translation> translations;

  FilmJob(
      BedrockHost host,
      BedrockConfig config,
      GenerationRequest.Video request,
      List<Translation> translations) {
    this.host = host;
    this.config = config;
    this.request = request;
    this.translations = translations;
  }

  @Override
  public void submit(Output out, Consumer<Ticket> then) {
    out.call(
        host.start(body(out.options().generationId())),
        MOST_ANSWER_BYTES,
        answer -> {
          String arn = answer.json().path("invocationArn").stringValue("");
          if (arn.isBlank()) {
            throw new ProviderException(
                FailureKind.MALFORMED_ANSWER, "the invocation that was begun has no ARN");
          }
          then.accept(new Ticket(arn, acceptedAgain()));
        });
  }

  private byte[] body(String generationId) {
    String model = request.prompt().model().name();
    FilmBody film = new FilmBody(request, translations);
    FilmInput form =
        Optional.ofNullable(config.films().orElse(Map.of()).get(model)).orElse(FilmInput.NOVA);
    ObjectNode body = Json.object().put("modelId", model);
    body.set("modelInput", form == FilmInput.LUMA ? film.luma() : film.nova());
    body.putObject("outputDataConfig")
        .putObject("s3OutputDataConfig")
        .put("s3Uri", config.output().orElseThrow());
    if (generationId.matches("[!-~]{1,256}")) {
      body.put("clientRequestToken", generationId);
    }
    return Json.write(body);
  }

  @Override
  public GenerationEvent.Accepted acceptedAgain() {
    return new GenerationEvent.Accepted(Optional.empty(), translations);
  }

  @Override
  public void poll(Output out, String handle, Consumer<HttpCall> send) {
    send.accept(host.look(handle));
  }

  @Override
  public JobState read(HttpAnswer answer) {
    JsonNode invocation = answer.json();
    String status = invocation.path("status").stringValue("");
    return switch (status) {
      case "InProgress" -> new JobState.Running(OptionalDouble.empty());
      case "Completed" -> new JobState.Done(invocation);
      case "Failed" -> failed(invocation.path("failureMessage").stringValue(""));
      default -> new JobState.Unknown(status);
    };
  }

  private static JobState failed(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    if (said.contains("content filter")
        || said.contains("content policy")
        || said.contains("responsible ai")) {
      return new JobState.Filtered(Usage.UNREPORTED);
    }
    return new JobState.Failed(
        new ProviderException(FailureKind.INTERNAL, "the invocation failed"));
  }

  @Override
  public void deliver(Output out, String handle, JobState.Done done) {
    String place =
        done.answer()
            .path("outputDataConfig")
            .path("s3OutputDataConfig")
            .path("s3Uri")
            .stringValue("");
    out.open(
        host.object(place.endsWith("/") ? place + "output.mp4" : place + "/output.mp4"),
        new MediaReader(
            out,
            0,
            "video/mp4",
            MOST_FILM_BYTES,
            words -> out.fail(FailureKind.MALFORMED_ANSWER, "the object holds no film"),
            () -> out.finish(FinishReason.STOP, Usage.UNREPORTED)));
  }
}
