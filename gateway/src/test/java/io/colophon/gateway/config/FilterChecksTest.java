package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FilterChecksTest {
  private static final String HEAD = "providers: {p: {type: local, region: us}}\nroutes:\n";

  private static String route(String keys, String target) {
    return HEAD
        + "  - { match: { model: m }, "
        + keys
        + " targets: [ { provider: p, model: a }, { provider: p, model: b"
        + target
        + " } ] }\n";
  }

  @Test
  void load_exampleOfTheDocument_isValid() throws Exception {
    String page = Files.readString(Path.of("../docs/routing-filters.md"));
    String yaml = page.substring(page.indexOf("```yaml\n") + 8, page.lastIndexOf("```"));

    GatewayConfig config = Fixture.valid(yaml).config();

    assertThat(config.tenants().get("clinic").residency()).containsExactly("eu");
    assertThat(config.routes().get(0).when()).containsOnlyKeys("metadata.tier");
    assertThat(config.routes().get(1).audience()).contains(Audience.PUBLIC_CN);
  }

  @Test
  void load_conditionOnNoFact_isRefused() {
    assertThat(Fixture.problems(route("when: { input-token: { above: 1 } },", "")))
        .singleElement()
        .asString()
        .contains("name \"input-token\"", "did you mean \"input-tokens\"?");
    assertThat(Fixture.problems(route("when: { key: { above: 1 } },", "")))
        .singleElement()
        .asString()
        .contains("\"key\" is no number");
    assertThat(Fixture.problems(route("when: { key: {} },", "")))
        .singleElement()
        .asString()
        .contains("expected one of equals");
  }

  @Test
  void load_trialsThatCannotBe_areRefused() {
    assertThat(Fixture.problems(route("", ", canary: {}, shadow: {}")))
        .singleElement()
        .asString()
        .contains("expected either canary or shadow");
    assertThat(Fixture.problems(route("", ", canary: {}, fallback: true")))
        .singleElement()
        .asString()
        .contains("expected no fallback");
    assertThat(Fixture.problems(route("price-ceiling: { currency: EUR },", "")))
        .singleElement()
        .asString()
        .contains("expected per-million-tokens or per-generation");
  }

  @Test
  void load_targetsThatGetNothing_areWarnedOf() {
    assertThat(Fixture.warnings(route("residency: [eu],", "")))
        .hasSize(2)
        .allMatch(text -> text.contains("gets no request: region us is outside eu"));
    assertThat(Fixture.warnings(route("audience: public-cn,", "")))
        .hasSize(2)
        .allMatch(text -> text.contains("its model has no filing"));
    assertThat(Fixture.warnings(route("", "") + "tenants: { t: { targets: [q/*] } }\n"))
        .singleElement()
        .asString()
        .contains("value \"q/*\": matches no target");
  }
}
