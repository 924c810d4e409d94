package io.colophon.provider.remote;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Models of test plug-ins, and small requests for them. */
final class TestModels {
  static final ModelDescription WORDS =
      model("words", Modality.TEXT, Set.of(Ability.TEXT, Ability.TOOLS));
  static final ModelDescription VECTORS =
      model("vectors", Modality.TEXT, Set.of(Ability.EMBEDDING));
  static final ModelDescription PICTURES = model("pictures", Modality.IMAGE, Set.of(Ability.IMAGE));
  static final ModelDescription FILMS = model("films", Modality.VIDEO, Set.of(Ability.VIDEO));
  static final List<ModelDescription> ALL = List.of(WORDS, VECTORS, PICTURES, FILMS);

  private TestModels() {}

  private static ModelDescription model(String name, Modality modality, Set<Ability> abilities) {
    return new ModelDescription(
        name,
        modality,
        abilities,
        "For tests.",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        ModelDescription.Limits.NONE);
  }

  static GenerationRequest.Text words() {
    return GenerationRequest.Text.of(Prompt.of(new TargetModel("words"), "hello"));
  }

  static GenerationRequest.Image pictures() {
    return GenerationRequest.Image.of(Prompt.of(new TargetModel("pictures"), "a boat"));
  }

  static GenerationRequest.Video films() {
    return GenerationRequest.Video.of(Prompt.of(new TargetModel("films"), "a boat"));
  }

  static GenerationRequest.Embedding vectors(String... texts) {
    return new GenerationRequest.Embedding(
        new Prompt(
            new TargetModel("vectors"),
            List.of(texts).stream().map(Message::user).toList(),
            List.of(),
            Map.of()),
        OptionalInt.of(3));
  }
}
