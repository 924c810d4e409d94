package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.Secret;
import org.junit.jupiter.api.Test;

class ResilienceChecksTest {

  private static String route(String more) {
    return """
    providers:
      one: { type: local }
    routes:
      - match: { model: chat, modality: text }
        targets: [ { provider: one, model: a } ]
        %s
    """
        .formatted(more);
  }

  private static String keys(String type, String keys) {
    return """
    providers:
      one: { type: %s, base-url: "http://h", %s }
    """
        .formatted(type, keys);
  }

  @Test
  void load_nothingSaid_retriesTwiceAndDoesNotHedge() {
    RouteConfig route = Fixture.valid(route("")).config().routes().get(0);

    assertThat(route.retry().attempts()).isEqualTo(2);
    assertThat(route.retry().budget()).hasToString("20%");
    assertThat(route.hedge().enabled()).isFalse();
    assertThat(route.hedge().budget()).hasToString("2%");
    assertThat(route.hedge().spend()).hasToString("1%");
    assertThat(route.fallbackOn()).isEmpty();
  }

  @Test
  void load_kindsOfFailure_areTakenByName() {
    RouteConfig route =
        Fixture.valid(route("fallback-on: [rate-limited, timed-out]")).config().routes().get(0);

    assertThat(route.fallbackOn())
        .hasValueSatisfying(
            kinds ->
                assertThat(kinds)
                    .containsExactlyInAnyOrder(FailureKind.RATE_LIMITED, FailureKind.TIMED_OUT));
  }

  @Test
  void load_refusedContentLeadsElsewhere_isRefused() {
    assertThat(Fixture.problems(route("fallback-on: [content-refused]")))
        .singleElement()
        .asString()
        .contains("routes[0].fallback-on", "refused content is never asked again");
    assertThat(Fixture.problems(route("retry: { on: [content-refused] }")))
        .singleElement()
        .asString()
        .contains("routes[0].retry.on");
  }

  @Test
  void load_boundsInTheWrongOrder_areRefusedWithThePlace() {
    assertThat(Fixture.problems(route("retry: { first-pause: 9s }")))
        .singleElement()
        .asString()
        .contains("routes[0].retry.first-pause", "at most longest-pause, 8s");
    assertThat(
            Fixture.problems(
                route("").replace("type: local", "type: local, outliers: { latency-factor: 0.5 }")))
        .singleElement()
        .asString()
        .contains("outliers.latency-factor", "expected more than 1, or 0");
  }

  @Test
  void load_hedgeWithOneTarget_isWarnedOf() {
    assertThat(Fixture.warnings(route("hedge: { enabled: true }")))
        .anySatisfy(warning -> assertThat(warning).contains("routes[0].hedge", "never made"));
  }

  @Test
  void load_severalKeys_theFirstIsTheKeyAndNoneIsShown() {
    ConfigResult.Valid valid = Fixture.valid(keys("openai", "api-keys: [sk-aaa, sk-bbb]"));
    ProviderConfig provider = valid.config().providers().get("one");

    assertThat(((Fixture.OpenAiSettings) provider.settings()).apiKey())
        .isEqualTo(new Secret("sk-aaa"));
    assertThat(provider.apiKeys()).containsExactly(new Secret("sk-aaa"), new Secret("sk-bbb"));
    assertThat(valid.settings().shown().toString())
        .doesNotContain("sk-aaa")
        .doesNotContain("sk-bbb");
    assertThat(provider.toString()).doesNotContain("sk-");
  }

  @Test
  void load_keysOfATypeWithoutAKey_areRefusedAndNotShown() {
    assertThat(Fixture.problems(keys("local", "api-keys: [sk-aaa]")))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains("providers.one.api-keys", "which has no api-key")
                    .doesNotContain("sk-aaa"));
  }
}
