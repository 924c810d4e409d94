package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.yaml.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookChecksTest {
  private static final String GOOD =
      """
      version: 1
      tenants:
        acme:
          webhooks:
            main: { url: "%s", secret: "%s", events: %s, allow-private: %s }
      """;
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void load_goodEndpoint_isValid() {
    WebhookConfig webhook =
        Fixture.valid(GOOD.formatted("https://acme.example/hook", SECRET, "[job.*]", "false"))
            .config()
            .tenants()
            .get("acme")
            .webhooks()
            .get("main");

    assertThat(webhook.url()).hasHost("acme.example");
    assertThat(webhook.toString()).doesNotContain("MfKQ9r8G");
  }

  @Test
  void load_plainHttp_isAllowedForPrivateEndpointsAlone() {
    assertThat(problems("http://10.0.0.1/hook", SECRET, "*", "true")).isEmpty();
    assertThat(problems("http://10.0.0.1/hook", SECRET, "*", "false"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("expected https"));
  }

  @Test
  void load_wrongKeyOrEvent_isRefusedAndTheKeyIsNotShown() {
    assertThat(problems("https://acme.example/", "whsec_!secret!", "*", "false"))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .contains("expected base64 after whsec_")
                    .doesNotContain("!secret!"));
    assertThat(problems("https://acme.example/", "plain", "*", "false"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("whsec_ and 24 to 64 bytes"));
    assertThat(problems("https://acme.example/", SECRET, "[job.finished]", "false"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("job.succeeded"));
  }

  private static List<Problem> problems(
      String url, String secret, String events, String allowPrivate) {
    return Fixture.load(GOOD.formatted(url, secret, quoted(events), allowPrivate))
            instanceof ConfigResult.Invalid invalid
        ? invalid.problems()
        : List.of();
  }

  private static String quoted(String events) {
    return events.startsWith("[") ? events : "\"" + events + "\"";
  }
}
