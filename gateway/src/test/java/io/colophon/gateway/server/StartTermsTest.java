package io.colophon.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.ConfigDiff;
import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.ProviderTypes;
import io.colophon.gateway.config.ServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartTermsTest {
  private static final String HEAD =
      """
      version: 1
      embedded: false
      labeling: [ { jurisdictions: [cn], producer: studio } ]
      """;
  private static final ProviderTypes NO_PROVIDERS = new ProviderTypes(Map.of());
  private static final StartTerms SHARED = new StartTerms(Optional.of(Duration.ofHours(1)));

  private static ConfigResult.Valid config(String yaml) {
    ConfigResult result =
        ConfigLoader.loadText("test", HEAD + yaml, Path.of(""), NO_PROVIDERS, Map.of());
    assertThat(result).isInstanceOf(ConfigResult.Valid.class);
    return (ConfigResult.Valid) result;
  }

  private static ServerConfig inForce(StartTerms terms, String next) {
    return terms.inForce(config(next).config()).server();
  }

  private static List<String> later(StartTerms terms, String next) {
    return terms.later(ConfigDiff.between(config("").settings(), config(next).settings()));
  }

  @Test
  void inForce_slotsAreSharedAndDeadlinesBecomeLonger_areAsLongAsAtTheStart() {
    String longer =
        """
        server:
          max-message: 1MiB
          max-deadline: 3h
          default-deadline: 1m
          default-media-deadline: 2h
        """;

    ServerConfig server = inForce(SHARED, longer);

    assertThat(server)
        .isEqualTo(
            inForce(
                SHARED,
                longer.replace("max-deadline: 3h", "max-deadline: 1h").replace("2h", "1h")));
    assertThat(server.maxDeadline()).isEqualTo(Duration.ofHours(1));
    assertThat(later(SHARED, longer))
        .containsExactlyInAnyOrder("server.max-deadline", "server.max-message");
  }

  @Test
  void inForce_slotsAreSharedAndDeadlinesBecomeShorter_followAndAreToldToTheStoreLater() {
    String shorter = "server: { max-deadline: 20m }\n";

    assertThat(inForce(SHARED, shorter).maxDeadline()).isEqualTo(Duration.ofMinutes(20));
    assertThat(later(SHARED, shorter)).containsExactly("server.max-deadline");
  }

  @Test
  void inForce_noSlotsAreShared_deadlinesFollow() {
    StartTerms alone = StartTerms.of(config("").config());
    String longer = "server: { max-deadline: 3h }\n";

    assertThat(inForce(alone, longer).maxDeadline()).isEqualTo(Duration.ofHours(3));
    assertThat(later(alone, longer)).isEmpty();
  }

  @Test
  void later_whatIsLookedAtWheneverItIsNeeded_isNotToldOf() {
    String next =
        """
        server:
          default-deadline: 1m
          default-media-deadline: 1m
          drain-timeout: 5s
          late-watch: 0s
          max-message: 1MiB
          abandoned: { max-streams: 3 }
          waiting: { most: 5 }
        metrics: { tenants: [ a ] }
        """;

    assertThat(later(SHARED, next))
        .hasSize(2)
        .contains("server.max-message")
        .anyMatch(path -> path.startsWith("metrics."));
  }
}
