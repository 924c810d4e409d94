package io.colophon.metering.compute.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.environment.Confidence;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Modality;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCardsTest {
  private static final ModelCards CARDS = ModelCards.bundled();

  @Test
  void all_coverEveryModality() {
    assertThat(CARDS.all()).hasSizeGreaterThanOrEqualTo(100);
    for (Modality modality : Modality.values()) {
      assertThat(CARDS.all()).filteredOn(card -> card.modality() == modality).hasSizeGreaterThan(7);
    }
  }

  @Test
  void all_everyCardIsFoundByEachOfItsNames() {
    for (ModelCard card : CARDS.all()) {
      for (String name : card.names()) {
        assertThat(CARDS.find(name)).as(name).contains(card);
      }
      assertThat(card.facts().activeParameters() != null || card.facts().network() != null)
          .as(card.id())
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "meta-llama/Meta-Llama-3.1-8B-Instruct, llama-3.1-8b",
    "accounts/fireworks/models/deepseek-v3, deepseek-v3",
    "deepseek-ai/DeepSeek-R1, deepseek-r1",
    "gpt-4o-2024-08-06, gpt-4o",
    "openai/gpt-4o, gpt-4o",
    "claude-sonnet-4-20250514, claude-sonnet-4",
    "claude-sonnet-4@20250514, claude-sonnet-4",
    "us.anthropic.claude-sonnet-4-20250514-v1:0, claude-sonnet-4",
    "us.meta.llama3-1-8b-instruct-v1:0, llama-3.1-8b",
    "models/gemini-2.5-flash, gemini-2.5-flash",
    "black-forest-labs/FLUX.1-dev, flux.1-dev",
    "stabilityai/stable-diffusion-xl-base-1.0, sdxl",
    "stability.stable-diffusion-xl-v1:0, sdxl",
    "Qwen/Qwen3-32B, qwen3-32b",
    "Wan-AI/Wan2.1-T2V-14B, wan2.1-t2v-14b",
    "qwen3:32b, qwen3-32b",
    "deepseek/deepseek-r1:free, deepseek-r1",
    "openai/whisper-large-v3, whisper-large-v3"
  })
  void find_asVendorsSpellIt_isTheCard(String written, String id) {
    assertThat(CARDS.find(written)).map(ModelCard::id).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "llama",
        "llama-3.1",
        "llama-3.1-8b-finetuned",
        "my-gpt-4o",
        "gpt-4o-2024",
        "gpt-4o-2024-13-01",
        "deepseek-r1-distill-llama-70b",
        "mistral-large",
        "qwen3-32b-awq",
        "flux"
      })
  void find_nameThatNoCardHas_isUnknownHoweverSimilar(String written) {
    assertThat(CARDS.find(written)).isEmpty();
  }

  @Test
  void factsAs_upstreamsName_keepsTheFigures() {
    ModelFacts facts = CARDS.find("deepseek-chat").orElseThrow().factsAs("deepseek-chat");
    assertThat(facts.model()).isEqualTo("deepseek-chat");
    assertThat(facts.activeParameters()).isEqualTo(Interval.of(37e9));
    assertThat(facts.totalParameters()).isEqualTo(Interval.of(671e9));
    assertThat(facts.throughput()).isNotNull();
    assertThat(facts.throughput().outputTokensPerSecond()).isEqualTo(14_800);
  }

  @Test
  void confidence_estimatedByOthers_isSaid() {
    ModelCard closed = CARDS.find("gpt-4o").orElseThrow();
    assertThat(closed.confidence()).isEqualTo(Confidence.ESTIMATED);
    assertThat(closed.facts().activeParameters()).isEqualTo(Interval.between(44e9, 132e9));
    assertThat(closed.sources().get("parameters").text()).contains("EcoLogits");
  }

  @Test
  void cards_sameName_isRefused() {
    ModelCard one = card("one");
    ModelCard other = card("other");
    assertThatThrownBy(() -> new ModelCards(List.of(one, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model cards one and other share the name shared");
  }

  private static ModelCard card(String id) {
    return new ModelCard(
        id,
        Set.of(id, "shared"),
        Modality.TEXT,
        ModelFacts.named(id),
        Map.of("parameters", new ModelCard.Source(Confidence.QUOTED, "a test")));
  }
}
