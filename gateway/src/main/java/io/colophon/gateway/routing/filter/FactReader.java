package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.RequestFact;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads the facts that conditions name. */
final class FactReader {
  private static final double MILLIS = 1000;

  private FactReader() {}

  /** A fact in words; null where the request says nothing of it. */
  static @Nullable String text(RequestFact fact, RequestFacts asked) {
    GenerationRequest request = asked.request();
    return switch (fact) {
      case TENANT -> asked.caller().tenant();
      case KEY -> asked.caller().keyName().orElse(null);
      case END_USER -> asked.received().endUser().orElse(null);
      case MODEL -> asked.received().model().name();
      case MODALITY -> request.modality().id();
      case JOB -> Boolean.toString(asked.received().job().isPresent());
      case AUDIO_KIND ->
          request instanceof GenerationRequest.Audio audio
              ? audio.kind().name().toLowerCase(Locale.ROOT)
              : null;
      case AUDIO_VOICE ->
          request instanceof GenerationRequest.Audio audio ? audio.voice().orElse(null) : null;
      case AUDIO_LANGUAGE ->
          request instanceof GenerationRequest.Audio audio ? audio.language().orElse(null) : null;
      default -> shown(number(fact, asked));
    };
  }

  /** A fact as a number; NaN where the request says nothing of it. */
  static double number(RequestFact fact, RequestFacts asked) {
    GenerationRequest request = asked.request();
    return switch (fact) {
      case INPUT_TOKENS -> asked.inputTokens();
      case INPUT_CHARACTERS -> asked.inputCharacters();
      case MESSAGES -> request.prompt().messages().size();
      case MAX_TOKENS ->
          request instanceof GenerationRequest.Text text ? of(text.maxTokens()) : Double.NaN;
      case TOOLS -> request instanceof GenerationRequest.Text text ? text.tools().size() : 0;
      case IMAGE_WIDTH ->
          request instanceof GenerationRequest.Image image ? width(image.size()) : Double.NaN;
      case IMAGE_HEIGHT ->
          request instanceof GenerationRequest.Image image ? height(image.size()) : Double.NaN;
      case IMAGE_COUNT ->
          request instanceof GenerationRequest.Image image ? image.count() : Double.NaN;
      case IMAGE_STEPS ->
          request instanceof GenerationRequest.Image image ? of(image.steps()) : Double.NaN;
      case AUDIO_SECONDS ->
          request instanceof GenerationRequest.Audio audio ? seconds(audio.duration()) : Double.NaN;
      case VIDEO_WIDTH ->
          request instanceof GenerationRequest.Video video ? width(video.size()) : Double.NaN;
      case VIDEO_HEIGHT ->
          request instanceof GenerationRequest.Video video ? height(video.size()) : Double.NaN;
      case VIDEO_SECONDS ->
          request instanceof GenerationRequest.Video video ? seconds(video.duration()) : Double.NaN;
      case VIDEO_FPS ->
          request instanceof GenerationRequest.Video video
              ? of(video.framesPerSecond())
              : Double.NaN;
      default -> Double.NaN;
    };
  }

  private static double of(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : Double.NaN;
  }

  private static double width(Optional<PixelSize> size) {
    return size.isPresent() ? size.get().width() : Double.NaN;
  }

  private static double height(Optional<PixelSize> size) {
    return size.isPresent() ? size.get().height() : Double.NaN;
  }

  private static double seconds(Optional<Duration> length) {
    return length.isPresent() ? length.get().toMillis() / MILLIS : Double.NaN;
  }

  /** Whole numbers as such. */
  static @Nullable String shown(double number) {
    if (Double.isNaN(number)) {
      return null;
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
