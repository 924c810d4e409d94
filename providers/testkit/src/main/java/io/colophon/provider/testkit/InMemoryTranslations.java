package io.colophon.provider.testkit;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Translation.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which parameters an answer from memory does not take as they are. */
final class InMemoryTranslations {
  private static final String REASON = "an answer from memory does not depend on it";

  private final List<Translation> found = new ArrayList<>(0);

  private InMemoryTranslations() {}

  static List<Translation> of(GenerationRequest request) {
    InMemoryTranslations translations = new InMemoryTranslations();
    for (String key : request.prompt().extensions().keySet()) {
      translations.dropped("extensions." + key, true);
    }
    for (var adapter : request.prompt().adapters()) {
      translations.dropped("adapters." + adapter.name(), true);
    }
    if (request instanceof GenerationRequest.Text text) {
      translations.dropped("text.temperature", text.temperature().isPresent());
      translations.dropped("text.top_p", text.topP().isPresent());
      translations.dropped("text.stop", !text.stop().isEmpty());
    } else if (request instanceof GenerationRequest.Image image) {
      translations.image(image);
    } else if (request instanceof GenerationRequest.Audio audio) {
      translations.audio(audio);
    } else if (request instanceof GenerationRequest.Video video) {
      translations.video(video);
    }
    return translations.found;
  }

  private void image(GenerationRequest.Image image) {
    image
        .size()
        .filter(size -> !InMemoryAnswers.shrink(size).equals(size))
        .ifPresent(size -> clamped("image.size", size, InMemoryAnswers.shrink(size)));
    if (image.count() > InMemoryModels.MAX_COUNT) {
      clamped("image.count", image.count(), InMemoryModels.MAX_COUNT);
    }
    format("image", image.format(), "image/png");
    dropped("image.steps", image.steps().isPresent());
    dropped("image.guidance", image.guidance().isPresent());
    dropped("image.negative_prompt", image.negativePrompt().isPresent());
    dropped("image.mask", image.mask().isPresent());
    dropped("image.strength", image.strength().isPresent());
    dropped("image.controls", !image.controls().isEmpty());
  }

  private void audio(GenerationRequest.Audio audio) {
    dropped("audio.voice", audio.voice().isPresent());
    dropped("audio.speed", audio.speed().isPresent());
    dropped("audio.language", audio.language().isPresent());
    if (audio.kind() != GenerationRequest.AudioKind.TRANSCRIPTION) {
      format("audio", audio.format(), "audio/wav");
      int millis = InMemoryAnswers.audioMillis(audio);
      audio
          .duration()
          .filter(asked -> asked.toMillis() != millis)
          .ifPresent(asked -> clamped("audio.duration", asked, Duration.ofMillis(millis)));
    }
  }

  private void video(GenerationRequest.Video video) {
    PixelSize size = SampleMedia.FILM_SIZE;
    video
        .size()
        .filter(asked -> !asked.equals(size))
        .ifPresent(asked -> clamped("video.size", asked, size));
    Duration length = Duration.ofMillis(SampleMedia.FILM_MILLIS);
    video
        .duration()
        .filter(asked -> !asked.equals(length))
        .ifPresent(asked -> clamped("video.duration", asked, length));
    dropped("video.frames_per_second", video.framesPerSecond().isPresent());
    dropped("video.seed", video.seed().isPresent());
    format("video", video.format(), "video/mp4");
  }

  private void format(String modality, Optional<String> asked, String given) {
    asked
        .filter(type -> !type.equals(given))
        .ifPresent(type -> clamped(modality + ".format", type, given));
  }

  private void dropped(String parameter, boolean present) {
    if (present) {
      found.add(new Translation(parameter, Change.DROPPED, REASON));
    }
  }

  private void clamped(String parameter, Object from, Object to) {
    found.add(new Translation(parameter, Change.CLAMPED, from + " -> " + to));
  }
}
