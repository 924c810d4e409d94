package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.unit.HostAndPort;
import io.colophon.gateway.config.unit.Interval;
import io.colophon.gateway.config.unit.Percentage;
import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.labeling.Jurisdiction;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Secret;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

  @Test
  void load_everySection_isBound() throws Exception {
    ConfigResult.Valid valid = Fixture.valid(Fixture.resource("everything.yaml"));
    GatewayConfig config = valid.config();

    assertThat(valid.warnings()).isEmpty();
    assertThat(config.server().http()).isEqualTo(new HostAndPort("::1", 8080));
    assertThat(config.server().maxConcurrentCallsPerConnection()).isEqualTo(1000);
    assertThat(config.server().maxConnectionIdle()).isEqualTo(Duration.ofMinutes(90));
    assertThat(config.storage().directory()).isEqualTo(Path.of("/etc/colophon/data"));
    ProviderConfig provider = config.providers().get("openai-main");
    assertThat(provider.timeout().firstOutput()).isEqualTo(Duration.ofSeconds(30));
    assertThat(provider.circuitBreaker().failureRate()).isEqualTo(new Percentage(0.125));
    assertThat(provider.pue()).contains(1.2);
    Fixture.OpenAiSettings settings = (Fixture.OpenAiSettings) provider.settings();
    assertThat(settings.apiKey()).isEqualTo(new Secret("sk-live-51HvZ"));
    assertThat(settings.headers()).isEqualTo(Map.of("x-team", "blue"));
    assertThat(config.models().get("big-chat").context()).contains(128_000L);
    assertThat(config.models().get("big-chat").parameters().active())
        .contains(new Interval(37e9, 37e9));
    assertThat(config.hardware().get("our-gpu").accelerator("our-gpu").bandwidth())
        .isEqualTo(1.6e12);
    assertThat(config.grids().get("OUR-GRID").zone("OUR-GRID").gwp()).isEqualTo(0.42);
    RouteConfig route = config.routes().get(0);
    assertThat(route.displayName()).isEqualTo("chat-eu");
    assertThat(route.match().matches("gpt-4.1", Modality.TEXT, "acme")).isTrue();
    assertThat(route.match().matches("gpt-4.1", Modality.IMAGE, "acme")).isFalse();
    assertThat(route.match().matches("gpt-4.1", Modality.TEXT, "other")).isFalse();
    assertThat(route.targets())
        .extracting(TargetConfig::model)
        .containsExactly("big-chat", "local-lm");
    assertThat(config.tenants().get("old").enabled()).isFalse();
    assertThat(config.limits().get(1).subject().each()).isTrue();
    assertThat(config.limits().get(3).amount().value()).isEqualByComparingTo("1.5e18");
    assertThat(config.prices().get(0).rates())
        .containsEntry(
            PricedUnit.INPUT_TOKENS, new UnitPrice(new BigDecimal("2.50"), 1_000_000, false));
    assertThat(config.prices().get(0).validFrom()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(config.prices().get(1).tiers().get(0).condition().tier()).isEqualTo("1024x1024/hd");
    assertThat(config.plans().get("team").dedicated().get(0).hours()).isEqualTo(5_840);
    assertThat(config.tenants().get("acme").credits().get("welcome").priority()).isEqualTo(1);
    assertThat(config.labeling().get(0).jurisdictions())
        .containsExactly(Jurisdiction.CN, Jurisdiction.EU, Jurisdiction.US_CA);
  }

  @Test
  void load_noFile_isTheEmbeddedDefault() {
    ConfigResult result = ConfigLoader.load(Optional.empty(), Fixture.TYPES, Map.of());

    GatewayConfig config = ((ConfigResult.Valid) result).config();
    assertThat(config.providers()).containsOnlyKeys("local");
    assertThat(served(config, "default", Modality.TEXT)).contains("local-lm");
    assertThat(served(config, "chat", Modality.TEXT)).contains("local-lm");
    assertThat(served(config, "image", Modality.IMAGE)).contains("procedural-scene");
    assertThat(served(config, "speech", Modality.AUDIO)).contains("local-speech-en");
    assertThat(served(config, "default", Modality.AUDIO)).contains("local-speech-en");
    assertThat(served(config, "music", Modality.AUDIO)).contains("procedural-music");
    assertThat(served(config, "video", Modality.VIDEO)).contains("procedural-film");
    assertThat(served(config, "chat", Modality.IMAGE)).isEmpty();
    assertThat(config.limits()).isEmpty();
    assertThat(config.labeling().get(0).producer()).isEqualTo("colophon-embedded");
  }

  private static Optional<String> served(GatewayConfig config, String model, Modality modality) {
    return config.routes().stream()
        .filter(route -> route.match().matches(model, modality, "default"))
        .findFirst()
        .map(route -> route.targets().get(0).model());
  }

  @Test
  void load_routesOfTheFile_comeBeforeTheEmbedded() {
    GatewayConfig config =
        Fixture.valid("routes: [{match: {model: chat}, targets: [{provider: local, model: mine}]}]")
            .config();

    assertThat(served(config, "chat", Modality.TEXT)).contains("mine");
    assertThat(served(config, "music", Modality.AUDIO)).contains("procedural-music");
  }

  @Test
  void load_embeddedFalse_standsAlone() {
    String alone =
        "embedded: false\n"
            + "providers: {here: {type: local}}\n"
            + "routes: [{targets: [{provider: here, model: m}]}]\n";
    GatewayConfig config =
        Fixture.valid(alone + "labeling: [{jurisdictions: cn, producer: acme}]").config();

    assertThat(config.providers()).containsOnlyKeys("here");
    assertThat(config.routes()).hasSize(1);
    assertThat(config.labeling().get(0).jurisdictions()).containsExactly(Jurisdiction.CN);
    assertThat(Fixture.problems(alone))
        .containsExactly(
            "c.yaml:1:1: labeling: no rule matches everything, expected one at the end: nothing"
                + " leaves unlabelled");
  }

  @Test
  void load_fileMissingOrNotText_isToldForTheWholeFile(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("none.yaml");
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});
    assertThat(problemsOf(missing)).isEqualTo("[" + missing + ": cannot be read: no such file]");
    assertThat(problemsOf(binary)).isEqualTo("[" + binary + ": is not UTF-8 text]");
    assertThat(problemsOf(folder)).startsWith("[" + folder + ": cannot be read: ");
  }

  private static String problemsOf(Path file) {
    ConfigResult result = ConfigLoader.load(Optional.of(file), Fixture.TYPES, Map.of());
    return ((ConfigResult.Invalid) result).problems().toString();
  }

  @Test
  void load_tls_isReadRelativeToTheFile(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("cert.pem"), "-----BEGIN CERTIFICATE-----\n");
    Files.writeString(folder.resolve("key.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    Path file = folder.resolve("c.yaml");
    Files.writeString(file, "server: {tls: {certificate: cert.pem, private-key: key.pem}}");

    assertThat(problemsOf(file))
        .isEqualTo(
            "["
                + file
                + ":1:52: server.tls.private-key: file "
                + folder.resolve("key.pem")
                + ": expected PEM with a block BEGIN PRIVATE KEY]");
  }

  @Test
  void load_cutAnywhere_neverThrows() throws Exception {
    String whole = Fixture.resource("everything.yaml");
    for (int length = 0; length < whole.length(); length += 7) {
      assertThat(Fixture.load(whole.substring(0, length))).isNotNull();
    }
  }

  @Test
  void load_scrambled_neverThrows() throws Exception {
    String whole = Fixture.resource("everything.yaml");
    Random random = new Random(20261122);
    String signs = "{}[]:,-&*#\"'\n $x0\t!|>%@~\\";
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder(whole);
      for (int i = 0; i < 6; i++) {
        text.setCharAt(random.nextInt(text.length()), signs.charAt(random.nextInt(signs.length())));
      }
      assertThat(Fixture.load(text.toString())).isNotNull();
    }
  }
}
