package io.colophon.gateway.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.longrunning.Operation;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tenants are told of their jobs, checked with the specification's own library. */
class JobWebhooksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  private static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      tenants:
        default:
          webhooks:
            all: { url: "%s", secret: "%s", allow-private: true }
            failures: { url: "%s", secret: "%s", allow-private: true, events: [job.failed] }
      """;

  @TempDir Path folder;
  private Receiver all;
  private Receiver failures;

  @BeforeEach
  void listen() throws IOException {
    all = new Receiver();
    failures = new Receiver();
  }

  @AfterEach
  void stop() {
    all.close();
    failures.close();
  }

  private RunningGateway start() throws IOException {
    return RunningGateway.start(
        folder, CONFIG.formatted(all.url(), SECRET, failures.url(), OTHER_SECRET));
  }

  @Test
  void job_succeeds_isToldWithASignatureThatFits() throws Exception {
    try (RunningGateway gateway = start()) {
      gateway.upstream("fake").otherwise(request -> Script.saying("yes"));
      Operation started =
          gateway.generation().startGeneration(Requests.text("chat", "Hi, secret").build());
      await().atMost(PATIENCE).until(() -> all.calls().size() == 1);

      Receiver.Call call = all.calls().get(0);
      new Webhook(SECRET).verify(call.body(), call.headers());
      assertThatThrownBy(() -> new Webhook(OTHER_SECRET).verify(call.body(), call.headers()))
          .isInstanceOf(WebhookVerificationException.class);
      assertThatThrownBy(() -> new Webhook(SECRET).verify(call.body() + " ", call.headers()))
          .isInstanceOf(WebhookVerificationException.class);
      JsonNode event = JsonMapper.shared().readTree(call.body());
      assertThat(event.get("type").asString()).isEqualTo("job.succeeded");
      assertThat(event.get("data").get("operation").asString()).isEqualTo(started.getName());
      assertThat(event.get("data").get("outputs").get(0).get("mime_type").asString())
          .isEqualTo("text/plain");
      assertThat(call.body()).doesNotContain("secret").doesNotContain("yes");
      assertThat(failures.calls()).isEmpty();
    }
  }

  @Test
  void job_fails_isToldToBoth() throws Exception {
    try (RunningGateway gateway = start()) {
      gateway
          .upstream("fake")
          .otherwise(request -> Script.start().fail(FailureKind.OVERLOADED, "full"));
      gateway.generation().startGeneration(Requests.text("chat", "Hi").build());
      await().atMost(PATIENCE).until(() -> all.calls().size() == 1 && failures.calls().size() == 1);

      JsonNode event = JsonMapper.shared().readTree(failures.calls().get(0).body());
      assertThat(event.get("type").asString()).isEqualTo("job.failed");
      assertThat(event.get("data").get("error").get("reason").asString())
          .isEqualTo("UPSTREAM_UNAVAILABLE");
    }
  }

  @Test
  void endpoint_isDownWhenTheServerStops_isToldByTheNextStartUnderTheSameId() throws Exception {
    all.answer(503);
    String first;
    try (RunningGateway gateway = start()) {
      gateway.upstream("fake").otherwise(request -> Script.saying("yes"));
      gateway.generation().startGeneration(Requests.text("chat", "Hi").build());
      await().atMost(PATIENCE).until(() -> !all.calls().isEmpty());
      first = all.calls().get(0).header("webhook-id");
    }
    all.answer(200);
    int before = all.calls().size();
    try (RunningGateway gateway = start()) {
      await().atMost(PATIENCE).until(() -> all.calls().size() > before);

      assertThat(first).startsWith("msg_");
      assertThat(all.calls().get(before).header("webhook-id")).isEqualTo(first);
    }
  }
}
