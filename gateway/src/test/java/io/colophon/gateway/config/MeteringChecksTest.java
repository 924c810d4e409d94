package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeteringChecksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "models: {m: {modality: text, card: llama-9}} | 1:36: models.m.card: value \"llama-9\":"
            + " expected the name of a model card; without one say parameters",
        "models: {m: {modality: text, card: sdxl}} | 1:36: models.m.card: value \"sdxl\": expected"
            + " a card of a model that puts out text",
        "models: {m: {modality: text, transformer: {layers: 2, heads: 4}}} | 1:43:"
            + " models.m.transformer: expected either width, or heads and head-size",
        "models: {m: {modality: text, transformer: {layers: 2, heads: 4, kv-heads: 8, head-size:"
            + " 1}}} | 1:43: models.m.transformer: attention of 2 layers, 4 heads of 1, 8 for keys"
            + " and values; expected 1 or more of each, and at most as many for keys",
        "models: {m: {modality: image, diffusion: {steps: 28}}} | 1:42: models.m.diffusion:"
            + " expected either flop-per-pass, or layers and model-width",
        "models: {m: {modality: text, serving: {decode-utilisation: 0..2}}} | 1:39:"
            + " models.m.serving: decode utilisation is 0.0..2.0, expected 0.0001 to 1",
        "models: {m: {modality: text, throughput: {input-tokens-per-second: 1,"
            + " output-tokens-per-second: 1, accelerators: 1, watts: 0}}} | 1:42:"
            + " models.m.throughput: throughput profile of the gateway's configuration: expected"
            + " rates from 0.001 tokens/s, 1 accelerator or more, power up to 1e9 W",
        "hardware: {h: {flops: 3, watts: 100}} | 1:15: hardware.h: accelerator of this name:"
            + " expected peaks from 1e9 FLOP/s, memory and bandwidth from 1e6 bytes, power above 0"
            + " W up to 1e6 W",
        "grids: {G: {gwp: -1, edition: x}} | 1:18: grids.G.gwp: value \"-1\": expected 0 to 100",
        "providers: {p: {type: local, wue: 0..1e4}} | 1:35: providers.p.wue: value"
            + " \"0.0..10000.0\": expected at most 1000",
        "grids: {G: {gwp: 1}} | 1:12: grids.G.edition: required key is missing"
      })
  void load_wrongFigure_saysWhereAndWhatIsExpected(String yaml, String problem) {
    assertThat(Fixture.problems(yaml)).containsExactly("c.yaml:" + problem);
  }

  @Test
  void load_hardwareAndZoneOfTheOperator_mayBeNamed() {
    String yaml =
        """
        providers: {p: {type: local, zone: OURS}}
        models: {m: {modality: text, hardware: our-gpu}}
        hardware: {our-gpu: {flops: 300T, watts: 500}}
        grids: {OURS: {gwp: 0.1, edition: "2025"}}
        """;
    assertThat(Fixture.problems(yaml)).isEmpty();
    assertThat(Fixture.problems(yaml.replace("OURS: {", "OTHERS: {")))
        .singleElement()
        .asString()
        .startsWith("c.yaml:1:36: providers.p.zone: value \"OURS\": grid zone is 'OURS', expected");
  }
}
