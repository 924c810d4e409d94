package io.colophon.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Translation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final GenerationRequest REQUEST =
      new GenerationRequest.Text(
          new Prompt(
              new TargetModel("m"),
              List.of(io.colophon.provider.spi.Message.user("Hi")),
              List.of(),
              Map.of("top_k", 4)),
          OptionalInt.of(5),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          List.of(),
          OptionalLong.of(1),
          Optional.empty(),
          List.of());

  private record Relaying(Set<String> relays, Set<String> extensions) implements Provider {
    @Override
    public List<ModelDescription> models() {
      return List.of();
    }

    @Override
    public Flow.Publisher<GenerationEvent> generate(
        GenerationRequest request, CallOptions options) {
      throw new AssertionError("nobody asks for output here");
    }

    @Override
    public void close() {}
  }

  private static List<String> losses(
      Relaying provider, List<Capability> declared, Optional<String> original) {
    return Losses.of(provider, declared, REQUEST, original).stream()
        .map(Translation::parameter)
        .toList();
  }

  private static Capability text(Parameter... parameters) {
    return new Capability(Ability.TEXT, Set.of(parameters), true, false, true, Optional.empty());
  }

  @Test
  void of_nothingDeclared_onlyExtensionsAreJudged() {
    assertThat(losses(new Relaying(Set.of(), Set.of()), List.of(), Optional.empty()))
        .containsExactly("extensions.top_k");
  }

  @Test
  void of_declaredParameters_othersAreLost() {
    assertThat(
            losses(
                new Relaying(Set.of(), Set.of("top_k")),
                List.of(text(Parameter.TEXT_MAX_TOKENS)),
                Optional.empty()))
        .containsExactly("text.seed");
  }

  @Test
  void of_otherAbilityDeclared_isNotJudged() {
    Capability image =
        new Capability(Ability.IMAGE, Set.of(), false, false, false, Optional.empty());

    assertThat(losses(new Relaying(Set.of(), Set.of("top_k")), List.of(image), Optional.empty()))
        .isEmpty();
  }

  @Test
  void of_originalThatIsSentOn_losesNothing() {
    Relaying chat = new Relaying(Set.of(Dialects.OPENAI_CHAT), Set.of());

    assertThat(losses(chat, List.of(text()), Optional.of(Dialects.OPENAI_CHAT))).isEmpty();
    assertThat(losses(chat, List.of(text()), Optional.of(Dialects.ANTHROPIC_MESSAGES))).hasSize(3);
  }

  @Test
  void header_namesOfCallers_cannotBreakTheLine() {
    assertThat(
            TranslationHeader.of(
                List.of(
                    new Translation("image.size", Translation.Change.CLAMPED, "a"),
                    new Translation("extensions.a\r\nx: y,b;c", Translation.Change.DROPPED, "b"))))
        .isEqualTo("image.size;clamped,extensions.a??x:?y?b?c;dropped");
  }

  @Test
  void header_tooMany_areCut() {
    List<Translation> many =
        java.util.Collections.nCopies(
            500, new Translation("p".repeat(60), Translation.Change.DROPPED, ""));

    assertThat(TranslationHeader.of(many)).hasSizeLessThanOrEqualTo(4096).endsWith(",...");
  }
}
