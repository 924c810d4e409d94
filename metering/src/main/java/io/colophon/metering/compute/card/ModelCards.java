package io.colophon.metering.compute.card;

import io.colophon.metering.environment.DataFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Model cards by every name that vendors give them. Immutable. */
public final class ModelCards {
  private static final List<String> FILES =
      List.of(
          "text-models.json",
          "closed-text-models.json",
          "embedding-models.json",
          "image-models.json",
          "video-models.json",
          "audio-models.json");

  private final List<ModelCard> cards;
  private final Map<String, ModelCard> byName = new HashMap<>();

  /**
   * @throws IllegalArgumentException when two cards share a name
   */
  public ModelCards(Collection<ModelCard> cards) {
    this.cards = List.copyOf(cards);
    for (ModelCard card : this.cards) {
      for (String name : card.names()) {
        ModelCard other = byName.put(name, card);
        if (other != null) {
          throw new IllegalArgumentException(
              "model cards " + other.id() + " and " + card.id() + " share the name " + name);
        }
      }
    }
  }

  /** The cards that travel in the jar, read on first use. */
  public static ModelCards bundled() {
    return Bundled.CARDS;
  }

  /**
   * The card of a model, by any name: with or without {@code org/} before it, in any case, with or
   * without a date of the form {@code -2024-08-06} or {@code -20250514} behind it, as Bedrock and
   * Vertex AI spell it. A name that no card has is unknown, however similar.
   */
  public Optional<ModelCard> find(String model) {
    for (String spelling : ModelSpellings.of(model)) {
      ModelCard card = byName.get(spelling);
      if (card != null) {
        return Optional.of(card);
      }
    }
    return Optional.empty();
  }

  /** All cards, in the order of their files. */
  public List<ModelCard> all() {
    return cards;
  }

  private static final class Bundled {
    private static final ModelCards CARDS = read();

    private static ModelCards read() {
      List<ModelCard> cards = new ArrayList<>();
      for (String file : FILES) {
        cards.addAll(DataFile.read(ModelCards.class, file, CardReader::card).values());
      }
      return new ModelCards(cards);
    }
  }
}
