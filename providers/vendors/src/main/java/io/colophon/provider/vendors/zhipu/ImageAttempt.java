package io.colophon.provider.vendors.zhipu;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One picture by CogView, which answers when it is done. Links hold for 30 days. */
final class ImageAttempt implements Attempt {
  private static final int MOST_ANSWER_BYTES = 1024 * 1024;

  private final ZhipuHost host;
  private final GenerationRequest.Image request;
  private final List<Translation> dropped;

  ImageAttempt(ZhipuHost host, GenerationRequest.Image request, List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    body.put("prompt", request.prompt().userText());
    request.size().ifPresent(size -> body.put("size", size.toString()));
    body.put("watermark_enabled", host.label(out.options()));
    Map<String, Object> extensions = request.prompt().extensions();
    for (String key : ZhipuCapabilities.IMAGE_EXTENSIONS) {
      if (extensions.get(key) != null) {
        body.set(key, Json.tree(extensions.get(key)));
      }
    }
    out.call(
        host.post("/images/generations").json(Json.write(body)),
        MOST_ANSWER_BYTES,
        answer -> answered(out, answer));
  }

  private void answered(Output out, HttpAnswer answer) {
    JsonNode said = answer.json();
    if (said.path("error").isObject()) {
      throw ZhipuFailures.within(said.path("error"));
    }
    List<String> links = new ArrayList<>();
    for (JsonNode one : said.path("data")) {
      if (!Fields.text(one, "url").isEmpty()) {
        links.add(Fields.text(one, "url"));
      }
    }
    if (links.isEmpty()) {
      throw new ProviderException(FailureKind.MALFORMED_ANSWER, "the answer names no picture");
    }
    out.emit(new GenerationEvent.Accepted(Optional.empty(), dropped));
    Results.fetch(
        out,
        host.config().baseUrl(),
        links,
        "image/png",
        Results.withImages(Usage.UNREPORTED, links.size()));
  }
}
