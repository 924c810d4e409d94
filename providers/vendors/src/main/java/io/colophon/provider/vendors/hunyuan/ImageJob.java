package io.colophon.provider.vendors.hunyuan;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Job;
import io.colophon.provider.http.JobState;
import io.colophon.provider.http.Json;
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
import io.colophon.provider.vendors.pieces.Nearest;
import io.colophon.provider.vendors.pieces.Results;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pictures by the actions {@code SubmitHunyuanImageJob} and {@code QueryHunyuanImageJob}. The
 * vendor has no action that takes a job back. Links to the pictures hold for one hour.
 */
final class ImageJob implements Job {
  private static final int MOST_ANSWER_BYTES = 1024 * 1024;
  private static final long MOST_COUNT = 4;
  private static final long MOST_SEED = Integer.MAX_VALUE;
  private static final List<PixelSize> SIZES =
      List.of(
          new PixelSize(768, 768),
          new PixelSize(768, 1024),
          new PixelSize(1024, 768),
          new PixelSize(1024, 1024),
          new PixelSize(720, 1280),
          new PixelSize(1280, 720),
          new PixelSize(768, 1280),
          new PixelSize(1280, 768));

  private final HunyuanHost host;
  private final URI baseUrl;
  private final GenerationRequest.Image request;
  private final List<Translation> dropped;

  ImageJob(
      HunyuanHost host, URI baseUrl, GenerationRequest.Image request, List<Translation> dropped) {
    this.host = host;
    this.baseUrl = baseUrl;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void submit(Output out, Consumer<Ticket> then) {
    Fit fit = new Fit(dropped);
    JsonNode body = body(host.label(out.options()), fit);
    out.call(
        host.action("SubmitHunyuanImageJob", body),
        MOST_ANSWER_BYTES,
        answer -> {
          String id = Fields.text(HunyuanFailures.unwrap(answer), "JobId");
          if (id.isEmpty()) {
            throw new ProviderException(FailureKind.MALFORMED_ANSWER, "the answer has no JobId");
          }
          then.accept(
              new Ticket(id, new GenerationEvent.Accepted(Optional.empty(), fit.translations())));
        });
  }

  private JsonNode body(boolean label, Fit fit) {
    ObjectNode body = Json.object();
    body.put("Prompt", request.prompt().userText());
    request.negativePrompt().ifPresent(words -> body.put("NegativePrompt", words));
    request.size().ifPresent(size -> body.put("Resolution", resolution(size, fit)));
    body.put("Num", fit.within("image.count", (long) request.count(), 1, MOST_COUNT));
    request
        .seed()
        .ifPresent(seed -> body.put("Seed", Math.max(1, fit.seed("image.seed", seed, MOST_SEED))));
    body.put("LogoAdd", label ? 1 : 0);
    Map<String, Object> extensions = request.prompt().extensions();
    if (extensions.get("style") != null) {
      body.set("Style", Json.tree(extensions.get("style")));
    }
    if (extensions.get("Revise") != null) {
      body.set("Revise", Json.tree(extensions.get("Revise")));
    }
    return body;
  }

  private static String resolution(PixelSize asked, Fit fit) {
    PixelSize best = Nearest.size(asked, SIZES, "image.size", fit);
    return best.width() + ":" + best.height();
  }

  @Override
  public GenerationEvent.Accepted acceptedAgain() {
    return new GenerationEvent.Accepted(Optional.empty(), dropped);
  }

  @Override
  public void poll(Output out, String handle, Consumer<HttpCall> send) {
    send.accept(host.action("QueryHunyuanImageJob", Json.object().put("JobId", handle)));
  }

  @Override
  public JobState read(HttpAnswer answer) {
    JsonNode job = HunyuanFailures.unwrap(answer);
    String code = Fields.text(job, "JobStatusCode");
    return switch (code) {
      case "1" -> new JobState.Waiting();
      case "2" -> new JobState.Running(OptionalDouble.empty());
      case "4" ->
          new JobState.Failed(
              HunyuanFailures.of(
                  Fields.text(job, "JobErrorCode"), Fields.text(job, "JobErrorMsg")));
      case "5" ->
          links(job).isEmpty() ? new JobState.Filtered(Usage.UNREPORTED) : new JobState.Done(job);
      default -> new JobState.Unknown(code);
    };
  }

  private static List<String> links(JsonNode job) {
    List<String> links = new ArrayList<>();
    for (JsonNode link : job.path("ResultImage")) {
      if (!link.asString("").isBlank()) {
        links.add(link.asString());
      }
    }
    return links;
  }

  @Override
  public void deliver(Output out, String handle, JobState.Done done) {
    List<String> links = links(done.answer());
    Results.fetch(
        out, baseUrl, links, "image/png", Results.withImages(Usage.UNREPORTED, links.size()));
  }
}
