package io.colophon.provider.vendors.zhipu;

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
import io.colophon.provider.vendors.pieces.Address;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import io.colophon.provider.vendors.pieces.Nearest;
import io.colophon.provider.vendors.pieces.Results;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A film by CogVideoX. The vendor takes a handful of sizes, two rates and two lengths, and has no
 * way to take a film back; it reports no usage. That a first frame may be a {@code data:} URL, as
 * in its chat, could not be verified: its page says "URL or Base64".
 */
final class VideoJob implements Job {
  private static final int MOST_ANSWER_BYTES = 1024 * 1024;
  private static final List<PixelSize> SIZES =
      List.of(
          new PixelSize(1280, 720),
          new PixelSize(720, 1280),
          new PixelSize(1024, 1024),
          new PixelSize(1920, 1080),
          new PixelSize(1080, 1920),
          new PixelSize(2048, 1080),
          new PixelSize(3840, 2160));
  private static final List<Long> RATES = List.of(30L, 60L);
  private static final List<Long> LENGTHS_MILLIS = List.of(5_000L, 10_000L);

  private final ZhipuHost host;
  private final GenerationRequest.Video request;
  private final List<Translation> dropped;

  VideoJob(ZhipuHost host, GenerationRequest.Video request, List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void submit(Output out, Consumer<Ticket> then) {
    Fit fit = new Fit(dropped);
    byte[] body = Json.write(body(host.label(out.options()), fit));
    out.call(
        host.post("/videos/generations").json(body),
        MOST_ANSWER_BYTES,
        answer -> {
          JsonNode said = answer.json();
          if (said.path("error").isObject()) {
            throw ZhipuFailures.within(said.path("error"));
          }
          String id = Fields.text(said, "id");
          if (id.isEmpty()) {
            throw new ProviderException(FailureKind.MALFORMED_ANSWER, "the answer has no id");
          }
          then.accept(
              new Ticket(id, new GenerationEvent.Accepted(Optional.empty(), fit.translations())));
        });
  }

  private JsonNode body(boolean label, Fit fit) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    body.put("prompt", request.prompt().userText());
    body.put("watermark_enabled", label);
    request.firstFrame().ifPresent(picture -> body.put("image_url", MediaText.dataUrl(picture)));
    request
        .size()
        .ifPresent(
            size -> body.put("size", Nearest.size(size, SIZES, "video.size", fit).toString()));
    request
        .framesPerSecond()
        .ifPresent(rate -> body.put("fps", Nearest.number(rate, RATES, "video.fps", "", fit)));
    request
        .duration()
        .ifPresent(
            length ->
                body.put(
                    "duration",
                    Nearest.number(length.toMillis(), LENGTHS_MILLIS, "video.duration", " ms", fit)
                        / 1000));
    Map<String, Object> extensions = request.prompt().extensions();
    for (String key : ZhipuCapabilities.VIDEO_EXTENSIONS) {
      if (extensions.get(key) != null) {
        body.set(key, Json.tree(extensions.get(key)));
      }
    }
    return body;
  }

  @Override
  public GenerationEvent.Accepted acceptedAgain() {
    return new GenerationEvent.Accepted(Optional.empty(), dropped);
  }

  @Override
  public void poll(Output out, String handle, Consumer<HttpCall> send) {
    send.accept(host.get("/async-result/" + Address.segment(handle)));
  }

  @Override
  public JobState read(HttpAnswer answer) {
    JsonNode said = answer.json();
    String status = Fields.text(said, "task_status");
    return switch (status) {
      case "PROCESSING" -> new JobState.Running(OptionalDouble.empty());
      case "SUCCESS" ->
          link(said).isEmpty() ? new JobState.Filtered(Usage.UNREPORTED) : new JobState.Done(said);
      case "FAIL" -> new JobState.Failed(failure(said));
      default -> {
        if (said.path("error").isObject()) {
          throw ZhipuFailures.within(said.path("error"));
        }
        yield new JobState.Unknown(status);
      }
    };
  }

  private static ProviderException failure(JsonNode said) {
    return said.path("error").isObject()
        ? ZhipuFailures.within(said.path("error"))
        : new ProviderException(FailureKind.INTERNAL, "the task failed, for no stated reason");
  }

  private static String link(JsonNode said) {
    return Fields.text(said.path("video_result").path(0), "url");
  }

  @Override
  public void deliver(Output out, String handle, JobState.Done done) {
    Results.fetch(
        out, host.config().baseUrl(), List.of(link(done.answer())), "video/mp4", Usage.UNREPORTED);
  }
}
