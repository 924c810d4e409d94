package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import io.colophon.provider.vendors.pieces.Results;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Pictures by the multimodal interface, which answers when they are done. */
final class ImageAttempt implements Attempt {
  private static final int MOST_ANSWER_BYTES = 1024 * 1024;

  private final DashScopeHost host;
  private final GenerationRequest.Image request;
  private final List<Translation> dropped;

  ImageAttempt(DashScopeHost host, GenerationRequest.Image request, List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    Fit fit = new Fit(dropped);
    JsonNode body = ImageBody.ofMessage(request, host.label(out.options()), fit);
    out.call(
        host.service("multimodal-generation/generation", body),
        MOST_ANSWER_BYTES,
        answer -> answered(out, fit, answer));
  }

  private void answered(Output out, Fit fit, HttpAnswer answer) {
    JsonNode said = answer.json();
    if (!Fields.text(said, "code").isEmpty()) {
      throw DashScopeFailures.within(said);
    }
    List<String> links = Links.of(said.path("output"));
    if (links.isEmpty()) {
      throw new ProviderException(FailureKind.MALFORMED_ANSWER, "the answer names no picture");
    }
    out.emit(new GenerationEvent.Accepted(Optional.empty(), fit.translations()));
    Results.fetch(
        out,
        host.config().baseUrl(),
        links,
        "image/png",
        Results.withImages(DashScopeUsage.ofPictures(said.path("usage")), links.size()));
  }
}
