package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Job;
import io.colophon.provider.http.JobState;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import io.colophon.provider.vendors.pieces.Results;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A task: submitted with {@code X-DashScope-Async}, asked after at {@code /api/v1/tasks/ID}. The
 * vendor takes a task back only while it is {@code PENDING}; a later wish is answered with an error
 * that nobody waits for. {@code UNKNOWN} means that the task is not known or older than 24 hours.
 */
final class TaskJob implements Job {
  private static final int MOST_ANSWER_BYTES = 1024 * 1024;

  private final DashScopeHost host;
  private final String service;
  private final Function<Fit, JsonNode> body;
  private final List<Translation> dropped;
  private final boolean film;

  /**
   * @param service where it is submitted
   * @param body writes the request
   * @param film whether the result is a film, or else pictures
   */
  TaskJob(
      DashScopeHost host,
      String service,
      Function<Fit, JsonNode> body,
      List<Translation> dropped,
      boolean film) {
    this.host = host;
    this.service = service;
    this.body = body;
    this.dropped = dropped;
    this.film = film;
  }

  @Override
  public void submit(Output out, Consumer<Ticket> then) {
    Fit fit = new Fit(dropped);
    out.call(
        host.task(service, body.apply(fit)),
        MOST_ANSWER_BYTES,
        answer -> {
          JsonNode said = answer.json();
          refuse(said);
          String id = Fields.text(said.path("output"), "task_id");
          if (id.isEmpty()) {
            throw new ProviderException(FailureKind.MALFORMED_ANSWER, "the answer has no task_id");
          }
          then.accept(
              new Ticket(id, new GenerationEvent.Accepted(Optional.empty(), fit.translations())));
        });
  }

  private static void refuse(JsonNode said) {
    if (!Fields.text(said, "code").isEmpty()) {
      throw DashScopeFailures.within(said);
    }
  }

  @Override
  public GenerationEvent.Accepted acceptedAgain() {
    return new GenerationEvent.Accepted(Optional.empty(), dropped);
  }

  @Override
  public void poll(Output out, String handle, Consumer<HttpCall> send) {
    send.accept(host.poll(handle));
  }

  @Override
  public JobState read(HttpAnswer answer) {
    JsonNode said = answer.json();
    refuse(said);
    JsonNode output = said.path("output");
    String status = Fields.text(output, "task_status");
    return switch (status) {
      case "PENDING", "SUSPENDED" -> new JobState.Waiting();
      case "RUNNING" -> running(output.path("task_metrics"));
      case "SUCCEEDED" -> succeeded(said);
      case "FAILED" -> new JobState.Failed(DashScopeFailures.within(output));
      case "CANCELED" ->
          new JobState.Failed(
              new ProviderException(FailureKind.INTERNAL, "the task was cancelled"));
      case "UNKNOWN" ->
          new JobState.Failed(
              new ProviderException(
                  FailureKind.INTERNAL, "the task is not known, or older than the vendor keeps"));
      default -> new JobState.Unknown(status);
    };
  }

  private static JobState running(JsonNode metrics) {
    int total = Fields.number(metrics, "TOTAL", 0);
    int done = Fields.number(metrics, "SUCCEEDED", 0) + Fields.number(metrics, "FAILED", 0);
    return new JobState.Running(
        total > 0 && done > 0 && done <= total
            ? OptionalDouble.of((double) done / total)
            : OptionalDouble.empty());
  }

  private static JobState succeeded(JsonNode said) {
    if (!Links.of(said.path("output")).isEmpty()) {
      return new JobState.Done(said);
    }
    for (JsonNode result : said.path("output").path("results")) {
      if (!Fields.text(result, "code").isEmpty()) {
        ProviderException why = DashScopeFailures.within(result);
        return why.kind() == FailureKind.CONTENT_REFUSED
            ? new JobState.Filtered(DashScopeUsage.ofPictures(said.path("usage")))
            : new JobState.Failed(why);
      }
    }
    return new JobState.Failed(
        new ProviderException(FailureKind.MALFORMED_ANSWER, "the task is done without a result"));
  }

  @Override
  public void deliver(Output out, String handle, JobState.Done done) {
    List<String> links = Links.of(done.answer().path("output"));
    JsonNode said = done.answer().path("usage");
    Results.fetch(
        out,
        host.config().baseUrl(),
        links,
        film ? "video/mp4" : "image/png",
        film
            ? DashScopeUsage.ofFilm(said)
            : Results.withImages(DashScopeUsage.ofPictures(said), links.size()));
  }

  @Override
  public void cancel(Output out, String handle) {
    out.farewell(host.cancel(handle));
  }
}
