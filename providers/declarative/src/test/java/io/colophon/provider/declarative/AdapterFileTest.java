package io.colophon.provider.declarative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class AdapterFileTest {
  static final List<String> shipped = ShippedAdapters.NAMES;

  private static final String GOOD =
      """
      about: a test
      base-url: https://api.vendor.example
      auth:
        value: "Bearer {api-key}"
      label: mark
      settings: { tone: "" }
      failures:
        code: [/code]
        codes: { "E*": internal }
      operations:
        - abilities: [image]
          values:
            steps: { min: 1, max: 50 }
          request:
            path: /v1/images
            json: { prompt: "{prompt}", steps: "{steps}", mark: "{label}", tone: "{setting.tone}" }
          answer:
            media: { each: /images, at: /url, form: url, type: image/png }
      """;

  @ParameterizedTest
  @FieldSource("shipped")
  void shipped_eachCanBeRead(String name) {
    Adapter adapter = ShippedAdapters.named(name);
    assertThat(adapter.capabilities()).isNotEmpty();
    assertThat(adapter.about()).contains("erif");
  }

  @Test
  void factories_areFoundAndSayWhatTheyCanDo() {
    assertThat(ServiceLoader.load(ProviderFactory.class))
        .extracting(ProviderFactory::type)
        .contains("declarative")
        .containsAll(ShippedAdapters.NAMES);
    Capability runway =
        new ShippedFactory.Runway()
            .capabilities().stream()
                .filter(one -> one.ability() == Ability.IMAGE_TO_VIDEO)
                .findFirst()
                .orElseThrow();
    assertThat(runway.job()).isTrue();
    assertThat(runway.cancels()).isTrue();
    assertThat(runway.parameters())
        .containsExactlyInAnyOrder(
            Parameter.VIDEO_SIZE,
            Parameter.VIDEO_DURATION,
            Parameter.VIDEO_SEED,
            Parameter.VIDEO_FIRST_FRAME);
    assertThat(new ShippedFactory.Kling().capabilities().get(0).labelKnob())
        .contains("watermark_info.enabled");
  }

  @Test
  void good_isRead() {
    Adapter adapter = Adapter.read("test.yaml", GOOD);
    assertThat(adapter.operations().get(0).parameters()).containsExactly(Parameter.IMAGE_STEPS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "about: a test|abuot: a test|test.yaml:1:8: unknown key \"abuot\", did you mean \"about\"?",
        "{steps}|{stepz}|test.yaml:16:42: unknown name {stepz}, did you mean \"steps\"?",
        "[image]|[image, speech]|test.yaml:11:16: abilities of different kinds",
        "[image]|[imagge]|unknown word \"imagge\", did you mean \"image\"?",
        "internal }|internl }|unknown word \"internl\", did you mean \"internal\"?",
        "/url, form|url, form|expected a JSON pointer such as /data/0/url",
        "form: url|form: link|unknown word \"link\"",
        "image/png|png|expected a media type such as image/png",
        "path: /v1|path: v1|expected a path that begins with /",
        "https://api|gopher://api|expected an http or https address",
        "{label}|true|\"label\" names a switch, but no template uses {label}",
        "max: 50|max: fifty|expected a number, found \"fifty\"",
        "min: 1|least: 1|unknown key \"least\"",
        "{prompt}|{prompt|has a brace that belongs to no {name}",
        "Bearer {api-key}|Bearer {prompt}|unknown name {prompt}",
        "settings: { tone: \"\" }|settings: { tune: \"\" }|unknown name {setting.tone}",
        "form: url, type|type|key \"form\" is missing",
      },
      maxCharsPerColumn = 200)
  void wrong_saysWhereAndWhatWasMeant(String before, String after, String message) {
    assertThat(GOOD).contains(before);
    assertThatThrownBy(() -> Adapter.read("test.yaml", GOOD.replace(before, after)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith("test.yaml:");
  }

  @Test
  void wrong_structure_isRefused() {
    for (String text :
        List.of(
            "",
            "- a",
            "a: &x 1\nb: *x",
            "about: !!java.lang.Runtime x",
            "about: a\nabout: b",
            "about:",
            "a: [",
            "about: x\n---\nabout: y",
            "operations: []",
            "x: " + "[".repeat(40) + "]".repeat(40))) {
      assertThatThrownBy(() -> Adapter.read("test.yaml", text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("test.yaml");
    }
  }
}
