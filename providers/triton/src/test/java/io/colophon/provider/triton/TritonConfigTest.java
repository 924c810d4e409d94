package io.colophon.provider.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TritonConfigTest {

  @Test
  void factory_onTheClassPath_isFound() {
    assertThat(ServiceLoader.load(ProviderFactory.class).stream().map(found -> found.get().type()))
        .contains("triton");
  }

  @Test
  void models_none_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TritonConfig.at("a:1", Map.of()))
        .withMessage("models is empty, expected at least one");
  }

  @Test
  void abilities_thatTensorsDoNotHave_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(List.of(Ability.VIDEO), Optional.empty(), Optional.empty()))
        .withMessageStartingWith("abilities are [VIDEO], expected of [");
  }

  @Test
  void tensor_ofUnknownKey_isNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> model(List.of(Ability.TEXT), Optional.of(Map.of("promt", "P")), Optional.empty()))
        .withMessageStartingWith("tensors has the key \"promt\", expected one of prompt, ");
  }

  @Test
  void sound_withoutSampleRate_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(List.of(Ability.SPEECH), Optional.empty(), Optional.empty()))
        .withMessage("sample-rate is missing, expected 1 to 768000 for a model of sound");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "http://localhost:8001", "user@localhost:8001"})
  void address_thatIsNone_isRefused(String address) {
    try (TestHost host = new TestHost()) {
      TritonConfig config = TritonConfig.at(address, Map.of("m", TritonModel.TEXT));

      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TritonFactory().create("t", config, host.context()))
          .withMessage("address is \"" + address + "\", expected host:port");
    }
  }

  private static TritonModel model(
      List<Ability> abilities, Optional<Map<String, String>> tensors, Optional<Integer> rate) {
    return new TritonModel(
        abilities,
        Optional.empty(),
        true,
        tensors,
        "text_output",
        rate,
        PixelRange.ZERO_TO_ONE,
        Optional.empty());
  }
}
