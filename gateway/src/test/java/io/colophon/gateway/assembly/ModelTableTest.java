package io.colophon.gateway.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.ProviderTypes;
import io.colophon.gateway.config.ProviderTypes.ProviderType;
import io.colophon.metering.compute.Decoder;
import io.colophon.metering.compute.DiffusionTransformer;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.Unet;
import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTableTest {
  private static final ProviderTypes TYPES =
      new ProviderTypes(Map.of("local", new ProviderType(NoSettings.class, Set.of())));

  @TempDir Path folder;

  /** The embedded provider needs none here. */
  record NoSettings() {}

  @Test
  void facts_nameOfACard_isThatCard() throws Exception {
    ModelFacts facts = facts("meta-llama/Meta-Llama-3.1-70B-Instruct", "embedded: true");
    assertThat(facts.model()).isEqualTo("meta-llama/Meta-Llama-3.1-70B-Instruct");
    assertThat(facts.activeParameters()).isEqualTo(Interval.of(70.55e9));
    assertThat(facts.network()).isInstanceOf(Decoder.class);
  }

  @Test
  void facts_nameOfNoCard_isUnknown() throws Exception {
    assertThat(facts("our-secret-model", "embedded: true"))
        .isEqualTo(ModelFacts.named("our-secret-model"));
  }

  @Test
  void facts_cardNamedByTheOperator_fillsInWhatHeLeavesOut() throws Exception {
    ModelFacts facts =
        facts(
            "m",
            """
            models:
              m:
                modality: text
                card: deepseek-v3
                hardware: our-gpu
                serving: {batch: 8..32, bits-per-weight: 4}
            hardware: {our-gpu: {flops: 300T, eight-bit-flops: 600T, watts: 400..500}}
            """);
    assertThat(facts.activeParameters()).isEqualTo(Interval.of(37e9));
    assertThat(facts.serving().batch()).isEqualTo(Interval.between(8, 32));
    assertThat(facts.serving().bitsPerWeight()).isEqualTo(4);
    assertThat(facts.serving().precision()).isEqualTo(Accelerator.Precision.BITS_8);
    assertThat(facts.serving().accelerator()).isNotNull();
    assertThat(facts.serving().accelerator().servingWatts()).isEqualTo(Interval.between(400, 500));
    // What was published for a node of H800 says nothing of other hardware.
    assertThat(facts.throughput()).isNull();
  }

  @Test
  void facts_hardwareOfThePublishedThroughput_keepsIt() throws Exception {
    ModelFacts facts =
        facts("deepseek-chat", "models: {deepseek-chat: {modality: text, hardware: h800}}");
    assertThat(facts.throughput()).isNotNull();
    assertThat(facts.throughput().accelerator()).isEqualTo("h800");
  }

  @Test
  void facts_wordOfTheOperator_goesBeforeTheCardAndTheProvider() throws Exception {
    ModelDescription described =
        new ModelDescription(
            "llama-3.1-8b",
            Modality.TEXT,
            Set.of(Ability.TEXT),
            "a test",
            OptionalDouble.of(5e9),
            OptionalDouble.of(6e9),
            OptionalInt.empty(),
            ModelDescription.Limits.NONE);
    GatewayConfig none = config("embedded: true");
    assertThat(
            new ModelTable(none.hardware())
                .facts("llama-3.1-8b", Optional.of(described), Optional.empty())
                .activeParameters())
        .isEqualTo(Interval.of(5e9));
    GatewayConfig told =
        config("models: {llama-3.1-8b: {modality: text, parameters: {total: 7e9}}}");
    assertThat(
            new ModelTable(told.hardware())
                .facts(
                    "llama-3.1-8b",
                    Optional.of(described),
                    Optional.of(told.models().get("llama-3.1-8b")))
                .activeParameters())
        .isEqualTo(Interval.of(7e9));
  }

  @Test
  void facts_cardOfAnotherModality_isAnotherModels() throws Exception {
    assertThat(facts("sdxl", "models: {sdxl: {modality: text}}").network()).isNull();
    assertThat(facts("sdxl", "models: {sdxl: {modality: image}}").network())
        .isInstanceOf(Unet.class);
  }

  @Test
  void facts_networkOfTheOperator_replacesThatOfTheCard() throws Exception {
    ModelFacts facts =
        facts(
            "sdxl",
            "models: {sdxl: {modality: image, diffusion: {layers: 10, model-width: 100, steps:"
                + " 5}}}");
    assertThat(facts.network())
        .isInstanceOfSatisfying(
            DiffusionTransformer.class,
            network -> assertThat(network.parameters()).isEqualTo(Interval.of(1.2e6)));
  }

  private ModelFacts facts(String model, String yaml) throws Exception {
    GatewayConfig config = config(yaml);
    return new ModelTable(config.hardware())
        .facts(model, Optional.empty(), Optional.ofNullable(config.models().get(model)));
  }

  private GatewayConfig config(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
    ConfigResult result = ConfigLoader.load(Optional.of(file), TYPES, Map.of());
    if (result instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new AssertionError(result);
  }
}
