package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import io.colophon.provider.vendors.pieces.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pictures by {@code /image_generation}. A picture to start from is a reference to whom it shows.
 * Pictures that the policy withholds are only counted ({@code failed_count}). Links hold for 24
 * hours.
 */
final class ImageAttempt implements Attempt {
  private static final int MOST_ANSWER_BYTES = 1024 * 1024;
  private static final long MOST_SEED = Integer.MAX_VALUE;
  private static final long MOST_COUNT = 9;
  private static final int LEAST_SIDE = 512;
  private static final int MOST_SIDE = 2048;
  private static final int STEP = 8;

  private final MiniMaxHost host;
  private final GenerationRequest.Image request;
  private final List<Translation> dropped;

  ImageAttempt(MiniMaxHost host, GenerationRequest.Image request, List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    Fit fit = new Fit(dropped);
    JsonNode body = body(host.label(out.options()), fit);
    out.call(
        host.post("/image_generation", body),
        MOST_ANSWER_BYTES,
        answer -> answered(out, fit, answer));
  }

  private JsonNode body(boolean label, Fit fit) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    body.put("prompt", request.prompt().userText());
    body.put("response_format", "url");
    body.put("n", fit.within("image.count", (long) request.count(), 1, MOST_COUNT));
    body.put("aigc_watermark", label);
    request.size().ifPresent(size -> size(body, size, fit));
    request.seed().ifPresent(seed -> body.put("seed", fit.seed("image.seed", seed, MOST_SEED)));
    request
        .source()
        .ifPresent(
            picture ->
                body.putArray("subject_reference")
                    .addObject()
                    .put("type", "character")
                    .put("image_file", MediaText.dataUrl(picture)));
    for (String key : MiniMaxCapabilities.IMAGE_EXTENSIONS) {
      SpeechBody.copy(request.prompt().extensions(), key, body, key);
    }
    return body;
  }

  private static void size(ObjectNode body, PixelSize asked, Fit fit) {
    PixelSize size = new PixelSize(side(asked.width()), side(asked.height()));
    if (!size.equals(asked)) {
      fit.clamped("image.size", asked + " became " + size);
    }
    body.put("width", size.width()).put("height", size.height());
  }

  /** The vendor takes 512 to 2048 pixels in steps of 8. */
  private static int side(int asked) {
    int whole = Math.round((float) asked / STEP) * STEP;
    return Math.max(LEAST_SIDE, Math.min(MOST_SIDE, whole));
  }

  private void answered(Output out, Fit fit, HttpAnswer answer) {
    JsonNode said = MiniMaxFailures.unwrap(answer);
    List<String> links = new ArrayList<>();
    for (JsonNode link : said.path("data").path("image_urls")) {
      if (!link.asString("").isBlank()) {
        links.add(link.asString());
      }
    }
    int withheld = Fields.number(said.path("metadata"), "failed_count", 0);
    if (links.isEmpty() && withheld == 0) {
      throw new ProviderException(FailureKind.MALFORMED_ANSWER, "the answer names no picture");
    }
    out.emit(new GenerationEvent.Accepted(Optional.empty(), fit.translations()));
    if (links.isEmpty()) {
      out.finish(FinishReason.CONTENT_FILTERED, Usage.UNREPORTED);
      return;
    }
    Results.fetch(
        out,
        host.config().baseUrl(),
        links,
        "image/jpeg",
        Results.withImages(Usage.UNREPORTED, links.size()));
  }
}
