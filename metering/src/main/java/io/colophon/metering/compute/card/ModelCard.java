package io.colophon.metering.compute.card;

import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.environment.Confidence;
import io.colophon.provider.spi.Modality;
import java.util.Map;
import java.util.Set;

/**
 * What is publicly known of one model.
 *
 * @param id for instance {@code llama-3.1-8b}
 * @param names how vendors spell it, in lower case; the id is one of them
 * @param modality what it puts out
 * @param facts what compute models need
 * @param sources by figure or group of figures, such as {@code parameters}: every group has one
 */
public record ModelCard(
    String id,
    Set<String> names,
    Modality modality,
    ModelFacts facts,
    Map<String, Source> sources) {

  public ModelCard {
    names = Set.copyOf(names);
    sources = Map.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("model card " + id + " names no source");
    }
  }

  /**
   * Where a figure can be read.
   *
   * @param confidence how far it can be trusted
   * @param text the source, for people
   */
  public record Source(Confidence confidence, String text) {
    public Source {
      if (text.isBlank()) {
        throw new IllegalArgumentException("a source is blank");
      }
    }
  }

  /** The facts under the name by which an upstream knows the model. */
  public ModelFacts factsAs(String model) {
    return facts.withName(model);
  }

  /** The least of its confidences. */
  public Confidence confidence() {
    Confidence least = Confidence.SOURCED;
    for (Source source : sources.values()) {
      if (source.confidence().compareTo(least) > 0) {
        least = source.confidence();
      }
    }
    return least;
  }
}
