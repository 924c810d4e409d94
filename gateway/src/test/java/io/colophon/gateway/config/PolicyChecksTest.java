package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyChecksTest {

  private static String route(String policy, String first, String second) {
    return """
    providers:
      one: { type: local, zone: SWE }
      two: { type: local }
    prices:
      - { model: priced, rates: { input-tokens: 1/M, output-tokens: 2/M } }
    routes:
      - match: { model: chat, modality: text }
        policy: %s
        targets:
          - { provider: one, %s }
          - { provider: two, %s }
    """
        .formatted(policy, first, second);
  }

  @ParameterizedTest
  @EnumSource(RoutePolicy.class)
  void load_everyPolicyByName_isTaken(RoutePolicy policy) {
    String word = policy.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

    ConfigResult.Valid valid =
        Fixture.valid(route(word, "model: priced, capacity: 3", "model: priced, capacity: 1.5"));

    RouteConfig route = valid.config().routes().get(0);
    assertThat(route.policy()).isEqualTo(policy);
    assertThat(route.targets().get(1).capacity()).contains(1.5);
  }

  @Test
  void load_optionsOfThePolicy_areTaken() {
    RouteConfig route =
        Fixture.valid(
                route(
                    "sticky-key\n"
                        + "    policy-options: {stick-to: metadata.session, load-bound: 1.25}",
                    "model: a",
                    "model: a"))
            .config()
            .routes()
            .get(0);

    assertThat(route.policyOptions().stickTo()).contains("metadata.session");
    assertThat(route.policyOptions().loadBound()).contains(1.25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ordered\n    policy-options: {keep: 1m}",
        "capacity-p2c\n    policy-options: {latency-bound: 2}",
        "lowest-price\n    policy-options: {latency-bound: 0.5}",
        "sticky-key\n    policy-options: {stick-to: shoe-size}",
        "sticky-key\n    policy-options: {stick-to: metadata.}",
        "prefix-affinity\n    policy-options: {block: 8}",
        "peak-ewma\n    policy-options: {limited-penalty: 0s}"
      })
  void load_optionThatCannotBe_isRefused(String policy) {
    assertThat(Fixture.problems(route(policy, "model: a", "model: a")))
        .singleElement()
        .asString()
        .contains("routes[0].policy-options.");
  }

  @Test
  void load_optionOfAnotherPolicy_saysOfWhich() {
    assertThat(
            Fixture.problems(
                route("ordered\n    policy-options: {keep: 1m}", "model: a", "model: a")))
        .singleElement()
        .asString()
        .endsWith(
            "routes[0].policy-options.keep: is not for the policy ordered, but for"
                + " prefix-affinity");
  }

  @Test
  void load_lowestPriceWithoutPrice_isWarnedOf() {
    assertThat(Fixture.warnings(route("lowest-price", "model: priced", "model: other")))
        .singleElement()
        .asString()
        .contains("routes[0].targets[1]: has no price under prices");
  }

  @Test
  void load_lowestCarbonWithoutZone_isWarnedOf() {
    assertThat(Fixture.warnings(route("lowest-carbon", "model: a", "model: a")))
        .singleElement()
        .asString()
        .contains("routes[0].targets[1]: its provider has no grid zone");
  }

  @Test
  void load_capacityOfSome_isWarnedOf() {
    assertThat(Fixture.warnings(route("capacity-p2c", "model: a, capacity: 3", "model: a")))
        .singleElement()
        .asString()
        .contains("routes[0].targets[1]: has no capacity, but others of the route do");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://a/metrics", "/metrics", "http:metrics", "http://u:p@a/metrics"})
  void load_signalsFromNowhere_isRefused(String address) {
    assertThat(
            Fixture.problems(
                "providers: {one: {type: local, signals: {metrics: \"" + address + "\"}}}"))
        .singleElement()
        .asString()
        .contains("providers.one.signals.metrics");
  }

  @Test
  void load_signals_areTaken() {
    SignalsConfig signals =
        Fixture.valid(
                "providers: {one: {type: local, signals: {metrics:"
                    + " \"http://10.0.0.7:8000/metrics\", kind: vllm}}}")
            .config()
            .providers()
            .get("one")
            .signals()
            .orElseThrow();

    assertThat(signals.kind()).isEqualTo(ServerKind.VLLM);
    assertThat(signals.every()).isEqualTo(java.time.Duration.ofSeconds(1));
  }
}
