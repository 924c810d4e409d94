package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.TargetModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffersTest {
  private static final List<Capability> CAPABILITIES =
      List.of(
          new Capability(
              Ability.TEXT, Set.of(Parameter.TEXT_SEED), true, false, true, Optional.empty()),
          new Capability(Ability.IMAGE, Set.of(), false, false, true, Optional.empty()));

  private static Offers listing(OfferedModel... models) {
    return Offers.of(Optional.of(List.of(models)), CAPABILITIES);
  }

  private static OfferedModel model(String name, Ability ability) {
    return new OfferedModel(name, List.of(ability), Optional.empty());
  }

  private static GenerationRequest text(String model) {
    return GenerationRequest.Text.of(Prompt.of(new TargetModel(model), "Hi"));
  }

  private static Optional<FailureKind> refusal(Offers offers, GenerationRequest request) {
    return offers.refusal(request).map(ProviderException::kind);
  }

  @Test
  void refusal_listedModel_onlyForWhatItCannotDo() {
    Offers offers = listing(model("a", Ability.TEXT), model("b", Ability.IMAGE));

    assertThat(refusal(offers, text("a"))).isEmpty();
    assertThat(refusal(offers, text("b"))).contains(FailureKind.UNSUPPORTED);
    assertThat(refusal(offers, text("c"))).contains(FailureKind.MODEL_UNAVAILABLE);
  }

  @Test
  void refusal_nothingListed_anyNameWithinWhatTheTypeCanDo() {
    Offers offers = Offers.of(Optional.empty(), CAPABILITIES);

    assertThat(offers.models()).isEmpty();
    assertThat(refusal(offers, text("any"))).isEmpty();
    assertThat(
            refusal(
                offers, new GenerationRequest.Embedding(text("any").prompt(), OptionalInt.empty())))
        .contains(FailureKind.UNSUPPORTED);
  }

  @Test
  void create_modelTwiceOrBeyondTheType_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> listing(model("a", Ability.TEXT), model("a", Ability.TEXT)))
        .withMessage("model a is listed twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> listing(model("a", Ability.VIDEO)))
        .withMessage("model a lists video, expected one of [text, image]");
  }

  @Test
  void dropped_parametersAndExtensionsThatAreNotTaken() {
    GenerationRequest request =
        new GenerationRequest.Text(
            new Prompt(
                new TargetModel("a"),
                text("a").prompt().messages(),
                List.of(),
                Map.of("known", 1, "strange", 2)),
            OptionalInt.of(5),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of(),
            OptionalLong.of(7),
            Optional.empty(),
            List.of());

    assertThat(listing(model("a", Ability.TEXT)).dropped(request, Set.of("known")))
        .extracting("parameter")
        .containsExactly("text.max_tokens", "extensions.strange");
  }
}
