package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigDiffTest {
  private static final String A =
      "  - {match: {model: a}, targets: [{provider: local, model: m}]}\n";
  private static final String B =
      "  - {match: {model: b}, targets: [{provider: local, model: m}]}\n";
  private static final String C =
      "  - {match: {model: c}, targets: [{provider: local, model: m}]}\n";

  private static List<String> diff(String before, String after) {
    return ConfigDiff.between(Fixture.valid(before).settings(), Fixture.valid(after).settings())
        .stream()
        .map(ConfigChange::toString)
        .toList();
  }

  @Test
  void diff_sameMeaningOtherWords_isEmpty() {
    assertThat(
            diff(
                "server: {drain-timeout: 60s, max-message: 1024KiB}",
                "# no change\nserver:\n  max-message: 1MiB\n  drain-timeout: 1m\nlimits: []\n"))
        .isEmpty();
    assertThat(diff("", "server: {drain-timeout: 30s}")).isEmpty();
  }

  @Test
  void diff_valueChanged_tellsBoth() {
    List<ConfigChange> changes =
        ConfigDiff.between(
            Fixture.valid("").settings(), Fixture.valid("server: {drain-timeout: 5s}").settings());
    assertThat(changes)
        .containsExactly(
            new ConfigChange("server.drain-timeout", Optional.of("30s"), Optional.of("5s")));
    assertThat(changes.get(0)).hasToString("~ server.drain-timeout: 30s -> 5s");
  }

  @Test
  void diff_keyComesAndGoes_isAddedAndRemoved() {
    assertThat(diff("tenants: {x: {display-name: X}}", "tenants: {y: {enabled: false}}"))
        .containsExactly(
            "+ tenants.y.enabled: false",
            "+ tenants.y.models[0]: *",
            "+ tenants.y.priority: interactive",
            "+ tenants.y.weight: 1.0",
            "+ tenants.y.targets[0]: *",
            "- tenants.x.display-name: X",
            "- tenants.x.enabled: true",
            "- tenants.x.models[0]: *",
            "- tenants.x.priority: interactive",
            "- tenants.x.weight: 1.0",
            "- tenants.x.targets[0]: *");
  }

  @Test
  void diff_routePutInFront_isOneAddition() {
    assertThat(diff("routes:\n" + A + B, "routes:\n" + C + A + B))
        .containsExactly(
            "+ routes[0].match.model[0]: c",
            "+ routes[0].match.tenant[0]: *",
            "+ routes[0].policy: ordered",
            "+ routes[0].targets[0].provider: local",
            "+ routes[0].targets[0].model: m",
            "+ routes[0].targets[0].weight: 1",
            "+ routes[0].targets[0].fallback: false");
  }

  @Test
  void diff_routeTakenOut_isOneRemovalAtItsOldPlace() {
    assertThat(diff("routes:\n" + A + B + C, "routes:\n" + A + C))
        .hasSize(7)
        .allMatch(change -> change.startsWith("- routes[1]."));
  }

  @Test
  void diff_routeChangedInside_tellsTheValueOnly() {
    assertThat(
            diff("routes:\n" + A + B + C, "routes:\n" + A + B.replace("model: m", "model: n") + C))
        .containsExactly("~ routes[1].targets[0].model: m -> n");
  }

  @Test
  void diff_routesSwapped_isAChange() {
    assertThat(diff("routes:\n" + A + B, "routes:\n" + B + A)).isNotEmpty();
  }
}
