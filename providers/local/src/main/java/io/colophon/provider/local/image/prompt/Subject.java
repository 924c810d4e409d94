package io.colophon.provider.local.image.prompt;

import io.colophon.provider.local.image.raster.Colour;
import java.util.Optional;

/**
 * One thing the prompt names.
 *
 * @param count how many; 0 where the prompt does not say
 * @param colour the colour the prompt gives it
 * @param size -1 small, 0 not said, 1 large
 */
public record Subject(SubjectKind kind, int count, Optional<Colour> colour, Place place, int size) {

  /** As many as the prompt says, or {@code otherwise} where it does not say. */
  public int countOr(int otherwise) {
    return count > 0 ? count : otherwise;
  }

  Subject at(Place newPlace) {
    return new Subject(kind, count, colour, newPlace, size);
  }

  Subject coloured(Colour newColour) {
    return new Subject(kind, count, Optional.of(newColour), place, size);
  }
}
