package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.ProviderTypes.ProviderType;
import io.colophon.provider.spi.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String VALUE = "s3cr3t-v4lue";

  /** Refuses its value aloud, as a careless plug-in might. */
  record Careless(String token) {
    Careless {
      if (token.startsWith("s3")) {
        throw new IllegalArgumentException("token " + token + " has the wrong form");
      }
    }
  }

  private static final ProviderTypes TYPES =
      new ProviderTypes(
          Map.of(
              "local", new ProviderType(Fixture.LocalSettings.class, Set.of()),
              "openai", new ProviderType(Fixture.OpenAiSettings.class, Set.of("headers")),
              "careless", new ProviderType(Careless.class, Set.of("token"))));

  private static ConfigResult load(String yaml) {
    return ConfigLoader.loadText("c.yaml", yaml, Path.of(""), TYPES, Map.of("X", VALUE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server: {grpc: '${env:X}'}",
        "server: {drain-timeout: 'x${env:X}'}",
        "server: {transport: '${env:X}', tls: {certificate: '${env:X}', private-key: '${env:X}'}}",
        "server: '${env:X}'",
        "routes: '${env:X}'",
        "routes: [{policy: '${env:X}', targets: [{provider: '${env:X}', model: '${env:X}'}]}]",
        "routes: [{name: '${env:X}', targets: [{provider: local, model: m}]},"
            + " {name: '${env:X}', targets: [{provider: local, model: m}]}]",
        "limits: [{subject: 'provider:${env:X}', dimension: tokens, amount: 1, per: day}]",
        "limits: [{subject: '${env:X}', dimension: '${env:X}', amount: '${env:X}', per: x}]",
        "prices: [{provider: '${env:X}', model: m, currency: '${env:X}', rates: {images: 1}}]",
        "labeling: [{jurisdictions: '${env:X}', producer: 'a b ${env:X}'}]",
        "providers: {a: {type: '${env:X}'}}",
        "providers: {a: {type: careless, token: s3cr3t-v4lue}}",
        "providers: {a: {type: careless, token: '${env:X}'}}",
        "providers: {a: {type: openai, base-url: 'no uri ${env:X}', api-key: [s3cr3t]}}",
        "providers: {a: {type: openai, base-url: 'x:///', api-key: a, headers: s3cr3t-v4lue}}",
      })
  void problems_ofSecretValues_hideThem(String yaml) {
    ConfigResult result = load(yaml);
    assertThat(result).isInstanceOf(ConfigResult.Invalid.class);
    assertThat(result.toString()).doesNotContain("s3cr3t-v4lue");
  }

  @Test
  void problem_ofPlugin_isHiddenInItsOwnMessage() {
    ConfigResult result = load("providers: {a: {type: careless, token: '${env:X}'}}");
    assertThat(((ConfigResult.Invalid) result).problems())
        .extracting(Object::toString)
        .containsExactly("c.yaml:1:16: providers.a: token *** has the wrong form");
  }

  private static ConfigResult.Valid deployment(String key) {
    return (ConfigResult.Valid)
        load(
            "providers: {a: {type: openai, base-url: 'https://x.example', api-key: "
                + key
                + ", headers: {x-key: "
                + key
                + "}, region: '${env:X}'}}");
  }

  @Test
  void everythingShown_ofValidConfiguration_hidesThem() {
    ConfigResult.Valid valid = deployment("'pre-${env:X}'");
    assertThat(valid.toString()).doesNotContain(VALUE);
    assertThat(valid.config().providers().toString()).doesNotContain(VALUE);
    assertThat(valid.settings().shown().toString()).doesNotContain(VALUE);
    assertThat(valid.settings().shown())
        .containsEntry("providers.a.api-key", "***")
        .containsEntry("providers.a.headers.x-key", "***")
        .containsEntry("providers.a.region", "***");
    Fixture.OpenAiSettings settings =
        (Fixture.OpenAiSettings) valid.config().providers().get("a").settings();
    assertThat(settings.apiKey()).isEqualTo(new Secret("pre-" + VALUE));
  }

  @Test
  void diff_ofChangedSecret_tellsThatItChangedAndNotHow() {
    List<ConfigChange> changes =
        ConfigDiff.between(
            deployment("old-" + VALUE).settings(), deployment("new-" + VALUE).settings());
    assertThat(changes)
        .extracting(ConfigChange::toString)
        .containsExactlyInAnyOrder(
            "~ providers.a.api-key: *** (changed)", "~ providers.a.headers.x-key: *** (changed)");
  }
}
