package io.colophon.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.ListRoutesRequest;
import io.colophon.v1.TargetStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies of a running gateway, told by which target answers. */
class PoliciesAtTheDoorTest {
  private static final String CONFIG =
      """
      providers:
        first: { type: scripted }
        second: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          policy: %s
          targets: [ { provider: first, model: a %s }, { provider: second, model: b %s } ]
          retry: { attempts: 0 }
      """;

  @TempDir Path folder;

  private RunningGateway gateway(String policy, String first, String second) throws IOException {
    return RunningGateway.start(folder, CONFIG.formatted(policy, first, second));
  }

  private static String target(RunningGateway gateway, GenerateRequest request) {
    for (String each : List.of("first", "second")) {
      gateway.upstream(each).then(Script.saying("from " + each));
    }
    var attempts = gateway.generation().generate(request).getReceipt().getAttemptsList();
    return attempts.get(attempts.size() - 1).getTarget();
  }

  private static GenerateRequest of(String endUser) {
    return Requests.text("chat", "Hello").setEndUser(endUser).build();
  }

  @Test
  void generate_stickyKey_sameEndUserStaysAndOthersSpread() throws IOException {
    try (RunningGateway gateway = gateway("sticky-key", "", "")) {
      Set<String> all = new HashSet<>();
      for (int user = 0; user < 12; user++) {
        String home = target(gateway, of("user-" + user));
        assertThat(target(gateway, of("user-" + user))).isEqualTo(home);
        all.add(home);
      }

      assertThat(all).containsExactlyInAnyOrder("first/a", "second/b");
    }
  }

  @Test
  void generate_capacity_goesToTheLargerOne() throws IOException {
    try (RunningGateway gateway = gateway("capacity-p2c", ", capacity: 1", ", capacity: 1000")) {
      for (int i = 0; i < 5; i++) {
        assertThat(target(gateway, of("any"))).isEqualTo("second/b");
      }
    }
  }

  @Test
  void generate_limitedWithRetryAfter_targetRestsAndIsShown() throws IOException {
    try (RunningGateway gateway = gateway("ordered", "", "")) {
      gateway
          .upstream("first")
          .then(
              Script.start()
                  .fail(FailureKind.RATE_LIMITED, "slow down", java.time.Duration.ofMinutes(2)));
      gateway.upstream("second").then(Script.saying("from second"));
      var answer = gateway.generation().generate(of("any"));
      assertThat(answer.getReceipt().getAttemptsList()).hasSize(2);

      assertThat(target(gateway, of("any"))).isEqualTo("second/b");
      TargetStatus status =
          gateway
              .admin()
              .listRoutes(ListRoutesRequest.getDefaultInstance())
              .getRoutesList()
              .stream()
              .flatMap(route -> route.getTargetsList().stream())
              .filter(each -> each.getTarget().equals("first/a"))
              .findFirst()
              .orElseThrow();
      assertThat(status.getRestsForMillis()).isBetween(1L, 120_000L);
      assertThat(status.getSlowness()).isEqualTo(1);
    }
  }
}
