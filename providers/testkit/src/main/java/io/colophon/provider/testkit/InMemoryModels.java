package io.colophon.provider.testkit;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** The models of {@link InMemoryProvider}: one for each modality, together every ability. */
final class InMemoryModels {
  static final int MAX_SIDE = 2_048;
  static final int MAX_COUNT = 8;
  static final int MAX_AUDIO_MILLIS = 60_000;

  static final List<ModelDescription> ALL =
      List.of(
          model(
              "memory-text",
              Modality.TEXT,
              Set.of(Ability.TEXT, Ability.JSON_SCHEMA, Ability.TOOLS, Ability.IMAGE_UNDERSTANDING),
              "Gives the same configured text whatever it is asked.",
              ModelDescription.Limits.NONE),
          model(
              "memory-image",
              Modality.IMAGE,
              Set.of(Ability.IMAGE, Ability.IMAGE_TO_IMAGE),
              "Gives a plain gradient of the size asked for, whatever it is asked to show.",
              new ModelDescription.Limits(
                  OptionalInt.of(1),
                  OptionalInt.of(MAX_SIDE),
                  OptionalInt.of(MAX_COUNT),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  Set.of("image/png"))),
          model(
              "memory-audio",
              Modality.AUDIO,
              Set.of(Ability.SPEECH, Ability.MUSIC, Ability.SOUND, Ability.TRANSCRIPTION),
              "Gives one sine tone, and the configured text for every recording.",
              new ModelDescription.Limits(
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  OptionalInt.of(1),
                  OptionalInt.of(MAX_AUDIO_MILLIS),
                  OptionalInt.empty(),
                  Set.of("audio/wav"))),
          model(
              "memory-video",
              Modality.VIDEO,
              Set.of(Ability.VIDEO, Ability.IMAGE_TO_VIDEO),
              "Gives the same second of a test pattern whatever it is asked to show.",
              new ModelDescription.Limits(
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  OptionalInt.of(1),
                  OptionalInt.of(SampleMedia.FILM_MILLIS),
                  OptionalInt.empty(),
                  Set.of("video/mp4"))));

  private InMemoryModels() {}

  private static ModelDescription model(
      String name,
      Modality modality,
      Set<Ability> abilities,
      String about,
      ModelDescription.Limits limits) {
    return new ModelDescription(
        name,
        modality,
        abilities,
        about,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        limits);
  }
}
