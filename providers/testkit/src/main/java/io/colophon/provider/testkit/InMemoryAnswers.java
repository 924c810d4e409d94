package io.colophon.provider.testkit;

import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a request that the models serve into remembered events. */
final class InMemoryAnswers {
  private static final PixelSize DEFAULT_SIZE = new PixelSize(64, 64);
  private static final int DEFAULT_AUDIO_MILLIS = 1_000;

  private final InMemoryConfig config;
  private final GenerationEvent[] text;
  private final GenerationEvent[] json;
  private final byte[] film = SampleMedia.mp4();
  private final @Nullable Usage configuredUsage;

  InMemoryAnswers(InMemoryConfig config) {
    this.config = config;
    this.text = deltas(config.text(), config.textChunk());
    this.json = deltas(config.json(), config.textChunk());
    this.configuredUsage = config.usage().map(InMemoryAnswers::usage).orElse(null);
  }

  EventSource to(GenerationRequest request) {
    if (request instanceof GenerationRequest.Text asked) {
      return text(asked);
    }
    if (request instanceof GenerationRequest.Image asked) {
      return image(asked);
    }
    if (request instanceof GenerationRequest.Audio asked) {
      return asked.kind() == GenerationRequest.AudioKind.TRANSCRIPTION
          ? transcription(asked)
          : audio(asked);
    }
    return video((GenerationRequest.Video) request);
  }

  private EventSource text(GenerationRequest.Text asked) {
    Usage.Builder usage = Usage.from(Quantity.Source.PROVIDER_FINAL);
    long input = tokens(asked);
    if (!asked.tools().isEmpty()) {
      GenerationEvent[] call = {
        new GenerationEvent.ToolCall("call-1", asked.tools().get(0).name(), config.toolArguments())
      };
      usage.with(UsageUnit.INPUT_TOKENS, input).with(UsageUnit.OUTPUT_TOKENS, 1);
      return remember(asked, call, 1, FinishReason.TOOL_CALLS, usage);
    }
    GenerationEvent[] body = asked.jsonSchema().isPresent() ? json : text;
    int length = Math.min(body.length, asked.maxTokens().orElse(Integer.MAX_VALUE));
    usage.with(UsageUnit.INPUT_TOKENS, input).with(UsageUnit.OUTPUT_TOKENS, length);
    return remember(
        asked, body, length, length < body.length ? FinishReason.LENGTH : FinishReason.STOP, usage);
  }

  private EventSource transcription(GenerationRequest.Audio asked) {
    Usage.Builder usage =
        Usage.from(Quantity.Source.PROVIDER_FINAL).with(UsageUnit.OUTPUT_TOKENS, text.length);
    return remember(asked, text, text.length, FinishReason.STOP, usage);
  }

  private EventSource image(GenerationRequest.Image asked) {
    PixelSize size = shrink(asked.size().orElse(DEFAULT_SIZE));
    int count = Math.min(asked.count(), InMemoryModels.MAX_COUNT);
    List<GenerationEvent> body = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      addChunks(body, i, "image/png", SampleMedia.png(size, asked.seed().orElse(0) + i));
    }
    Usage.Builder usage =
        Usage.from(Quantity.Source.PROVIDER_FINAL)
            .with(UsageUnit.IMAGES, count)
            .with(UsageUnit.PIXELS, count * size.pixels());
    return remember(asked, body, usage);
  }

  static PixelSize shrink(PixelSize size) {
    return new PixelSize(
        Math.min(size.width(), InMemoryModels.MAX_SIDE),
        Math.min(size.height(), InMemoryModels.MAX_SIDE));
  }

  private EventSource audio(GenerationRequest.Audio asked) {
    int millis = audioMillis(asked);
    List<GenerationEvent> body = new ArrayList<>();
    addChunks(body, 0, "audio/wav", SampleMedia.wav(millis, asked.seed().orElse(0)));
    Usage.Builder usage =
        Usage.from(Quantity.Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_CHARACTERS, codePoints(asked))
            .with(UsageUnit.AUDIO_MILLIS, millis);
    return remember(asked, body, usage);
  }

  static int audioMillis(GenerationRequest.Audio asked) {
    long millis = asked.duration().map(Duration::toMillis).orElse((long) DEFAULT_AUDIO_MILLIS);
    return (int) Math.max(0, Math.min(millis, InMemoryModels.MAX_AUDIO_MILLIS));
  }

  private EventSource video(GenerationRequest.Video asked) {
    List<GenerationEvent> body = new ArrayList<>();
    body.add(new GenerationEvent.Progress(0.5));
    addChunks(body, 0, "video/mp4", film);
    Usage.Builder usage =
        Usage.from(Quantity.Source.PROVIDER_FINAL)
            .with(UsageUnit.FRAMES, SampleMedia.FILM_FRAMES)
            .with(UsageUnit.VIDEO_MILLIS, SampleMedia.FILM_MILLIS)
            .with(UsageUnit.PIXELS, SampleMedia.FILM_FRAMES * SampleMedia.FILM_SIZE.pixels());
    return remember(asked, body, usage);
  }

  private EventSource remember(
      GenerationRequest asked, List<GenerationEvent> body, Usage.Builder usage) {
    return remember(
        asked, body.toArray(new GenerationEvent[0]), body.size(), FinishReason.STOP, usage);
  }

  private EventSource remember(
      GenerationRequest asked,
      GenerationEvent[] body,
      int length,
      FinishReason reason,
      Usage.Builder counted) {
    List<Translation> translations = InMemoryTranslations.of(asked);
    return new RememberedEvents(
        new GenerationEvent.Accepted(
            Optional.of(new ServedModel(asked.prompt().model().name())), translations),
        body,
        length,
        new GenerationEvent.Finished(
            reason, configuredUsage == null ? counted.build() : configuredUsage),
        config.cutAfter().orElse(-1),
        failure());
  }

  private @Nullable ProviderException failure() {
    return config.failure().isEmpty()
        ? null
        : new ProviderException(
            config.failure().get(),
            "configured to fail after " + config.failureAfter() + " pieces of output",
            config.retryAfter().orElse(null),
            null);
  }

  private long tokens(GenerationRequest request) {
    return (codePoints(request) + config.textChunk() - 1) / config.textChunk();
  }

  private static long codePoints(GenerationRequest request) {
    long count = 0;
    for (var message : request.prompt().messages()) {
      for (var part : message.parts()) {
        if (part instanceof Part.Text words) {
          count += words.text().codePointCount(0, words.text().length());
        }
      }
    }
    return count;
  }

  private void addChunks(List<GenerationEvent> body, int index, String mimeType, byte[] file) {
    for (int at = 0; at < file.length; at += config.mediaChunk()) {
      int end = Math.min(file.length, at + config.mediaChunk());
      body.add(
          new GenerationEvent.MediaChunk(
              index, mimeType, ByteBuffer.wrap(file, at, end - at).slice(), end == file.length));
    }
  }

  private static GenerationEvent[] deltas(String text, int chunk) {
    List<GenerationEvent> pieces = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int left = text.codePointCount(at, text.length());
      int end = text.offsetByCodePoints(at, Math.min(chunk, left));
      pieces.add(new GenerationEvent.TextDelta(text.substring(at, end)));
      at = end;
    }
    return pieces.toArray(new GenerationEvent[0]);
  }

  private static Usage usage(Map<String, Long> counters) {
    Usage.Builder usage = Usage.from(Quantity.Source.PROVIDER_FINAL);
    counters.forEach((name, count) -> usage.with(InMemoryConfig.unit(name), count));
    return usage.build();
  }
}
