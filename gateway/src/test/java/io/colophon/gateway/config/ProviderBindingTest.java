package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.ProviderTypes.ProviderType;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProviderBindingTest {

  /** Every kind of component that the provider SPI allows. */
  record Kinds(
      URI endpoint,
      Path file,
      Secret secret,
      Modality modality,
      boolean flag,
      long large,
      double ratio,
      @Default("a") List<String> names,
      Set<Modality> modalities,
      Map<String, Integer> sizes,
      Optional<Duration> pause,
      OptionalInt small,
      OptionalLong total,
      OptionalDouble share,
      Inner inner,
      Optional<Inner> maybe,
      Timeout timeout) {
    record Inner(@Default("x") String name) {}

    record Timeout(@Default("1s") Duration connect, @Default("5s") Duration poll) {}
  }

  private static ConfigResult load(String yaml) {
    return ConfigLoader.loadText(
        "c.yaml",
        yaml,
        Path.of("/etc/colophon"),
        new ProviderTypes(
            Map.of(
                "local", new ProviderType(Fixture.LocalSettings.class, Set.of()),
                "kinds", new ProviderType(Kinds.class, Set.of("secret")))),
        Map.of());
  }

  private static final String LEAST =
      "providers: {k: {type: kinds, endpoint: 'http://h', file: f, secret: s, modality: image,"
          + " flag: true, large: 1e12, ratio: -0.5";

  @Test
  void bind_everyKindStated_isBound() {
    ConfigResult.Valid valid =
        (ConfigResult.Valid)
            load(
                LEAST
                    + ", names: [a, b], modalities: [text, video], sizes: {s: 1k}, pause: 2s,"
                    + " small: 3, total: 5G, share: 0.25, inner: {name: y}, maybe: {}}}");
    assertThat(valid.config().providers().get("k").settings())
        .isEqualTo(
            new Kinds(
                URI.create("http://h"),
                Path.of("/etc/colophon/f"),
                new Secret("s"),
                Modality.IMAGE,
                true,
                1_000_000_000_000L,
                -0.5,
                List.of("a", "b"),
                Set.of(Modality.TEXT, Modality.VIDEO),
                Map.of("s", 1000),
                Optional.of(Duration.ofSeconds(2)),
                OptionalInt.of(3),
                OptionalLong.of(5_000_000_000L),
                OptionalDouble.of(0.25),
                new Kinds.Inner("y"),
                Optional.of(new Kinds.Inner("x")),
                new Kinds.Timeout(Duration.ofSeconds(1), Duration.ofSeconds(5))));
  }

  @Test
  void bind_restLeftOut_hasDefaultsOrIsEmpty() {
    ConfigResult.Valid valid = (ConfigResult.Valid) load(LEAST + "}}");
    Kinds kinds = (Kinds) valid.config().providers().get("k").settings();
    assertThat(kinds.names()).containsExactly("a");
    assertThat(kinds.modalities()).isEmpty();
    assertThat(kinds.sizes()).isEmpty();
    assertThat(kinds.pause()).isEmpty();
    assertThat(kinds.small()).isEmpty();
    assertThat(kinds.inner()).isEqualTo(new Kinds.Inner("x"));
    assertThat(kinds.maybe()).isEmpty();
  }

  @Test
  void bind_keyThatBothKnow_isGivenToBoth() {
    ConfigResult.Valid valid =
        (ConfigResult.Valid) load(LEAST + ", timeout: {connect: 3s, poll: 4s, total: 9s}}}");
    ProviderConfig provider = valid.config().providers().get("k");
    assertThat(provider.timeout().connect()).hasSeconds(3);
    assertThat(provider.timeout().total()).hasSeconds(9);
    assertThat(((Kinds) provider.settings()).timeout())
        .isEqualTo(new Kinds.Timeout(Duration.ofSeconds(3), Duration.ofSeconds(4)));
  }

  @Test
  void bind_keyInsideThatNeitherKnows_isRefusedOnce() {
    ConfigResult result = load(LEAST + ", timeout: {conect: 3s}}}");
    assertThat(((ConfigResult.Invalid) result).problems())
        .extracting(problem -> problem.path() + ": " + problem.message())
        .containsExactly("providers.k.timeout.conect: unknown key; did you mean \"connect\"?");
  }

  @Test
  void bind_requiredKeysLeftOut_areAllTold() {
    ConfigResult result = load("providers: {k: {type: kinds}}");
    assertThat(((ConfigResult.Invalid) result).problems())
        .extracting(problem -> problem.path() + ": " + problem.message())
        .containsExactly(
            "providers.k.endpoint: required key is missing",
            "providers.k.file: required key is missing",
            "providers.k.secret: required key is missing",
            "providers.k.modality: required key is missing",
            "providers.k.flag: required key is missing",
            "providers.k.large: required key is missing",
            "providers.k.ratio: required key is missing");
  }
}
