package io.colophon.provider.triton;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.ModelDescription;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model of the server and what its tensors mean. Types and shapes of the inputs are learnt from
 * the server's own metadata.
 *
 * @param abilities what it does; all of one modality: {@code text}; {@code embedding}; {@code
 *     image}; {@code speech}, {@code music}, {@code sound}
 * @param version absent leaves it to the server
 * @param decoupled whether it is asked over a stream of responses, as decoupled models must be
 * @param tensors names of input tensors that differ from the usual: {@code prompt: PROMPT}
 * @param output the output tensor: BYTES for text; UINT8 or floating point for pictures, or BYTES
 *     with whole PNG or JPEG files; INT16 or floating point from -1 to 1 for sound; floating point
 *     for vectors
 * @param sampleRate samples per second of sound; needed for it
 * @param pixels what black and white are in pictures of floating point numbers
 * @param contextTokens most tokens of input and output together; absent: unknown
 */
public record TritonModel(
    List<Ability> abilities,
    Optional<String> version,
    @Default("true") boolean decoupled,
    Optional<Map<String, String>> tensors,
    @Default("text_output") String output,
    Optional<Integer> sampleRate,
    @Default("zero-to-one") PixelRange pixels,
    Optional<Integer> contextTokens) {
  private static final Set<Ability> KNOWN =
      EnumSet.of(
          Ability.TEXT,
          Ability.EMBEDDING,
          Ability.IMAGE,
          Ability.SPEECH,
          Ability.MUSIC,
          Ability.SOUND);

  /** A decoupled text model with the usual tensors. */
  public static final TritonModel TEXT =
      new TritonModel(
          List.of(Ability.TEXT),
          Optional.empty(),
          true,
          Optional.empty(),
          "text_output",
          Optional.empty(),
          PixelRange.ZERO_TO_ONE,
          Optional.empty());

  public TritonModel {
    abilities = List.copyOf(abilities);
    tensors = tensors.map(Map::copyOf);
    if (abilities.isEmpty() || !KNOWN.containsAll(abilities)) {
      throw new IllegalArgumentException("abilities are " + abilities + ", expected of " + KNOWN);
    }
    if (abilities.contains(Ability.EMBEDDING) && abilities.size() > 1) {
      throw new IllegalArgumentException(
          "abilities are " + abilities + ", expected embedding alone or not at all");
    }
    tensors.ifPresent(names -> names.keySet().forEach(Slot::of));
    boolean sound = abilities.get(0).modality() == io.colophon.provider.spi.Modality.AUDIO;
    if (sound && sampleRate.filter(rate -> rate >= 1 && rate <= 768_000).isEmpty()) {
      throw new IllegalArgumentException(
          "sample-rate is "
              + sampleRate.map(String::valueOf).orElse("missing")
              + ", expected 1 to 768000 for a model of sound");
    }
  }

  /** Names of the input tensors. */
  Map<Slot, String> names() {
    Map<Slot, String> names = new EnumMap<>(Slot.class);
    for (Slot slot : Slot.values()) {
      names.put(slot, tensors.map(given -> given.get(slot.key())).orElse(slot.tensor()));
    }
    return names;
  }

  ModelDescription describe(String name) {
    Set<String> formats =
        switch (abilities.get(0).modality()) {
          case IMAGE -> Set.of("image/png", "image/jpeg");
          case AUDIO -> Set.of("audio/wav");
          default -> Set.of();
        };
    return new ModelDescription(
        name,
        abilities.get(0).modality(),
        Set.copyOf(abilities),
        "A model of an inference server.",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        contextTokens.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        new ModelDescription.Limits(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            formats));
  }
}
