package io.colophon.provider.spi;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model that a deployment offers.
 *
 * @param name as the upstream knows it
 * @param modality what it puts out
 * @param abilities what it can do; all of its modality, never empty
 * @param about one or two sentences: what it is and what it is not
 * @param activeParameters parameters used for one token or step; empty when unknown or none
 * @param totalParameters all parameters; empty when unknown or none
 * @param contextTokens most tokens of input and output together; empty when unknown or meaningless
 * @param limits the sizes it takes
 */
public record ModelDescription(
    String name,
    Modality modality,
    Set<Ability> abilities,
    String about,
    OptionalDouble activeParameters,
    OptionalDouble totalParameters,
    OptionalInt contextTokens,
    Limits limits) {

  public ModelDescription {
    abilities = Set.copyOf(abilities);
    if (abilities.isEmpty()) {
      throw new IllegalArgumentException("model " + name + " declares no ability");
    }
    for (Ability ability : abilities) {
      if (ability.modality() != modality) {
        throw new IllegalArgumentException(
            "model " + name + " puts out " + modality.id() + " but declares " + ability.id());
      }
    }
  }

  /**
   * Sizes that a model takes. Empty means that the model sets no limit of its own.
   *
   * @param minSide shortest allowed side of a picture or frame, pixels
   * @param maxSide longest allowed side of a picture or frame, pixels
   * @param maxCount most outputs of one request
   * @param maxMillis longest audio or video, milliseconds
   * @param maxInputCharacters longest prompt, Unicode code points
   * @param mimeTypes formats it can put out, the preferred one being a member; empty for text
   */
  public record Limits(
      OptionalInt minSide,
      OptionalInt maxSide,
      OptionalInt maxCount,
      OptionalInt maxMillis,
      OptionalInt maxInputCharacters,
      Set<String> mimeTypes) {

    /** No limits. */
    public static final Limits NONE =
        new Limits(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Set.of());

    public Limits {
      mimeTypes = Set.copyOf(mimeTypes);
    }
  }

  /** Whether the model can serve the request at all. */
  public boolean serves(GenerationRequest request) {
    return request.modality() == modality && abilities.containsAll(request.needs());
  }
}
