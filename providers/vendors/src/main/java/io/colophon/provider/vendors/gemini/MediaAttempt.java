package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Pictures or speech out of {@code generateContent}, as {@code inlineData}. A call puts out one
 * picture, so that several pictures take several calls, one after the other, whose usage is added.
 * Not shared between generations.
 */
final class MediaAttempt implements Attempt {

  /** An output as it leaves us. */
  record Media(String mimeType, ByteBuffer bytes) {}

  private final GeminiHost host;
  private final String model;
  private final List<byte[]> bodies;
  private final List<Translation> translations;
  private final UnaryOperator<Media> finish;
  private final Map<UsageUnit, Long> used = new EnumMap<>(UsageUnit.class);
  private final List<Suspicion> suspicions = new ArrayList<>(0);
  private int put;
  private FinishReason reason = FinishReason.STOP;

  /**
   * @param bodies one for each output
   * @param finish what is done to an output
   */
  MediaAttempt(
      GeminiHost host,
      String model,
      List<byte[]> bodies,
      List<Translation> translations,
      UnaryOperator<Media> finish) {
    this.host = host;
    this.model = model;
    this.bodies = bodies;
    this.translations = translations;
    this.finish = finish;
  }

  @Override
  public void begin(Output out) {
    next(0, out);
  }

  private void next(int call, Output out) {
    out.call(
        host.post(model, "generateContent").json(bodies.get(call)),
        TextAttempt.MOST_CHUNK_BYTES,
        answer -> read(answer.json(), call, out));
  }

  private void read(JsonNode answer, int call, Output out) {
    Refusals.check(answer);
    if (call == 0) {
      String served = answer.path("modelVersion").stringValue("");
      out.emit(
          new GenerationEvent.Accepted(
              served.isBlank() ? Optional.empty() : Optional.of(new ServedModel(served)),
              translations));
    }
    GeminiUsage usage = new GeminiUsage();
    usage.read(answer.path("usageMetadata"));
    Usage ofCall = usage.usage();
    ofCall.quantities().forEach((unit, known) -> used.merge(unit, known.value(), Long::sum));
    suspicions.addAll(ofCall.suspicions());
    JsonNode candidate = answer.path("candidates").path(0);
    boolean any = put(candidate, out);
    FinishReason ended =
        Endings.read(candidate.path("finishReason").stringValue("no reason"), false);
    if (ended != FinishReason.STOP) {
      reason = ended;
    } else if (!any) {
      out.fail(FailureKind.MALFORMED_ANSWER, "the answer holds no media");
      return;
    }
    if (call + 1 < bodies.size()) {
      next(call + 1, out);
      return;
    }
    Usage.Builder total = Usage.from(Quantity.Source.PROVIDER_FINAL);
    used.forEach(total::with);
    suspicions.forEach(total::suspect);
    out.finish(reason, total.build());
  }

  private boolean put(JsonNode candidate, Output out) {
    for (JsonNode part : candidate.path("content").path("parts").values()) {
      JsonNode inline = part.path("inlineData");
      // Pictures that belong to the thoughts are drafts.
      if (inline.isObject() && !part.path("thought").asBoolean(false)) {
        Media media =
            finish.apply(
                new Media(inline.path("mimeType").stringValue(""), decode(inline.path("data"))));
        out.emit(new GenerationEvent.MediaChunk(put++, media.mimeType(), media.bytes(), true));
        return true;
      }
    }
    return false;
  }

  private static ByteBuffer decode(JsonNode data) {
    ByteBuffer bytes = MediaText.fromBase64(data.stringValue(""));
    if (!bytes.hasRemaining()) {
      throw new ProviderException(FailureKind.MALFORMED_ANSWER, "the media of the answer is empty");
    }
    return bytes;
  }
}
