package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Job;
import io.colophon.provider.http.JobState;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import io.colophon.provider.vendors.pieces.Results;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A film: submitted at {@code /video_generation}, asked after at {@code /query/video_generation},
 * whose file is then looked up at {@code /files/retrieve} for its link. The vendor has no way to
 * take a film back and reports no usage. The second version of this interface ({@code
 * /v2/video_generation}) has another form and is not spoken here.
 */
final class VideoJob implements Job {
  private static final int MOST_ANSWER_BYTES = 1024 * 1024;

  private final MiniMaxHost host;
  private final GenerationRequest.Video request;
  private final List<Translation> dropped;

  VideoJob(MiniMaxHost host, GenerationRequest.Video request, List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void submit(Output out, Consumer<Ticket> then) {
    Fit fit = new Fit(dropped);
    JsonNode body = body(host.label(out.options()), fit);
    out.call(
        host.post("/video_generation", body),
        MOST_ANSWER_BYTES,
        answer -> {
          String id = Fields.text(MiniMaxFailures.unwrap(answer), "task_id");
          if (id.isEmpty()) {
            throw new ProviderException(FailureKind.MALFORMED_ANSWER, "the answer has no task_id");
          }
          then.accept(
              new Ticket(id, new GenerationEvent.Accepted(Optional.empty(), fit.translations())));
        });
  }

  private JsonNode body(boolean label, Fit fit) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    body.put("prompt", request.prompt().userText());
    body.put("aigc_watermark", label);
    request
        .firstFrame()
        .ifPresent(picture -> body.put("first_frame_image", MediaText.dataUrl(picture)));
    request.size().ifPresent(size -> body.put("resolution", resolution(size, fit)));
    request.duration().ifPresent(length -> body.put("duration", seconds(length, fit)));
    for (String key : MiniMaxCapabilities.VIDEO_EXTENSIONS) {
      SpeechBody.copy(request.prompt().extensions(), key, body, key);
    }
    return body;
  }

  /** Classes of resolution are named after the short side; the shape is the model's. */
  private static String resolution(PixelSize size, Fit fit) {
    int side = Math.min(size.width(), size.height());
    String name = side < 640 ? "512P" : side < 924 ? "768P" : "1080P";
    fit.renamed("video.size", size + " became resolution " + name);
    return name;
  }

  private static long seconds(Duration length, Fit fit) {
    long whole = Math.max(1, (length.toMillis() + 999) / 1000);
    if (whole * 1000 != length.toMillis()) {
      fit.clamped("video.duration", length.toMillis() + " ms became " + whole + " s");
    }
    return whole;
  }

  @Override
  public GenerationEvent.Accepted acceptedAgain() {
    return new GenerationEvent.Accepted(Optional.empty(), dropped);
  }

  @Override
  public void poll(Output out, String handle, Consumer<HttpCall> send) {
    send.accept(host.get("/query/video_generation", "task_id", handle));
  }

  @Override
  public JobState read(HttpAnswer answer) {
    JsonNode said = answer.json();
    String status = Fields.text(said, "status");
    if (status.equals("Fail")) {
      return new JobState.Failed(
          MiniMaxFailures.within(said)
              .orElseGet(
                  () ->
                      new ProviderException(
                          FailureKind.INTERNAL, "the task failed, for no stated reason")));
    }
    MiniMaxFailures.within(said)
        .ifPresent(
            failure -> {
              throw failure;
            });
    return switch (status) {
      case "Preparing", "Queueing" -> new JobState.Waiting();
      case "Processing" -> new JobState.Running(OptionalDouble.empty());
      case "Success" ->
          Fields.text(said, "file_id").isEmpty()
              ? new JobState.Filtered(Usage.UNREPORTED)
              : new JobState.Done(said);
      default -> new JobState.Unknown(status);
    };
  }

  @Override
  public void deliver(Output out, String handle, JobState.Done done) {
    out.call(
        host.get("/files/retrieve", "file_id", Fields.text(done.answer(), "file_id")),
        MOST_ANSWER_BYTES,
        answer -> {
          String link = Fields.text(MiniMaxFailures.unwrap(answer).path("file"), "download_url");
          if (link.isEmpty()) {
            throw new ProviderException(
                FailureKind.MALFORMED_ANSWER, "the film's file has no download_url");
          }
          Results.fetch(out, host.config().baseUrl(), List.of(link), "video/mp4", Usage.UNREPORTED);
        });
  }
}
