package io.colophon.provider.triton;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Parameter;
import java.io.StringWriter;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Sampling parameters as one JSON object with vLLM's names. */
final class SamplingJson {
  /** What of a request it carries. */
  static final Set<Parameter> CARRIES =
      Set.of(
          Parameter.TEXT_MAX_TOKENS,
          Parameter.TEXT_TEMPERATURE,
          Parameter.TEXT_TOP_P,
          Parameter.TEXT_STOP,
          Parameter.TEXT_SEED);

  private static final JsonFactory JSON = new JsonFactory();

  private SamplingJson() {}

  static String of(GenerationRequest.Text request) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      request.maxTokens().ifPresent(n -> out.writeNumberProperty("max_tokens", n));
      request.temperature().ifPresent(t -> out.writeNumberProperty("temperature", t));
      request.topP().ifPresent(p -> out.writeNumberProperty("top_p", p));
      request.seed().ifPresent(seed -> out.writeNumberProperty("seed", seed));
      if (!request.stop().isEmpty()) {
        out.writeArrayPropertyStart("stop");
        request.stop().forEach(out::writeString);
        out.writeEndArray();
      }
      out.writeEndObject();
    }
    return text.toString();
  }
}
