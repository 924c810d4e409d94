package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.server.DataDirectory;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import io.colophon.v1.Attempt;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Two credentials of one deployment, of which the vendor does not take the first, over HTTP. */
@Timeout(300)
class KeyRotationTest {
  private static final String FIRST = "sk-first-3f9c1e77";
  private static final String SECOND = "sk-second-b2d40a68";
  private static final String PLATFORM = "*platform";

  /** How a vendor does not take it. */
  enum Away {
    REJECTED(401, "credential_rejected"),
    LIMITED(429, "rate_limited");

    private final int status;
    private final String outcome;

    Away(int status, String outcome) {
      this.status = status;
      this.outcome = outcome;
    }

    Answer answer() {
      // Vendors repeat the key in their complaint.
      return Answer.json(
              status, "{\"error\":{\"message\":\"not with " + FIRST + "\",\"type\":\"e\"}}")
          .header("retry-after", "3600");
    }
  }

  /** Remembers all that is logged, however unimportant. */
  private static final class Said extends AppenderBase<ILoggingEvent> {
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      String failure =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(event.getFormattedMessage() + failure);
    }
  }

  @TempDir Path folder;
  private final Said said = new Said();
  private final Logger ours = (Logger) LoggerFactory.getLogger("io.colophon");
  private HttpDouble upstream;
  private Gateway gateway;
  private Doors doors;

  @BeforeEach
  void listen() {
    said.start();
    ours.addAppender(said);
    ours.setLevel(Level.TRACE);
    ours.setAdditive(false);
    upstream = HttpDouble.start();
  }

  @AfterEach
  void stop() {
    doors.close();
    gateway.close();
    upstream.close();
    ours.detachAppender(said);
    ours.setLevel(null);
    ours.setAdditive(true);
  }

  private void start(SpeakingVendor vendor) throws IOException {
    String deployment =
        vendor
            .config(upstream.uri("").toString(), "")
            .replace("api-key: k", "api-keys: [ " + FIRST + ", " + SECOND + " ]");
    Path file =
        Files.writeString(
            folder.resolve("colophon.yaml"),
            """
            version: 1
            embedded: false
            labeling:
              - { jurisdictions: [cn, eu], producer: studio, system-name: Test }
            providers:
              one: %s
            routes:
              - match: { model: chat, modality: text }
                targets: [ { provider: one, model: %s } ]
                retry: { attempts: 0 }
            """
                .formatted(deployment, vendor.model()));
    gateway =
        Gateway.start(
            GatewayOptions.embedded(folder.resolve("data")).withConfig(file),
            ProviderRegistry.discover());
    doors = Doors.at(gateway.addresses().grpc());
  }

  private static boolean carries(Request request, String key) {
    return request.target().contains(key)
        || request.headers().values().stream().anyMatch(value -> value.contains(key));
  }

  private GenerateResponse ask() {
    GenerateRequest request = Requests.text(64).toBuilder().setModel("chat").build();
    return doors.generations().generate(request);
  }

  @ParameterizedTest
  @EnumSource(Away.class)
  void generate_openAiDoesNotTakeTheFirstKey_theSecondAnswersAndNoSecretIsTold(Away away)
      throws IOException {
    answersWithTheSecondKey(away, SpeakingVendor.OPENAI_CHAT);
  }

  @ParameterizedTest
  @EnumSource(Away.class)
  void generate_anthropicDoesNotTakeTheFirstKey_theSecondAnswersAndNoSecretIsTold(Away away)
      throws IOException {
    answersWithTheSecondKey(away, SpeakingVendor.ANTHROPIC);
  }

  @ParameterizedTest
  @EnumSource(Away.class)
  void generate_geminiDoesNotTakeTheFirstKey_theSecondAnswersAndNoSecretIsTold(Away away)
      throws IOException {
    answersWithTheSecondKey(away, SpeakingVendor.GEMINI);
  }

  private void answersWithTheSecondKey(Away away, SpeakingVendor vendor) throws IOException {
    upstream.on(
        "POST",
        "/*",
        request ->
            carries(request, FIRST)
                ? away.answer()
                : vendor.end(vendor.say(vendor.begin(), " sea", 1), 1, true));
    start(vendor);

    GenerateResponse first = ask();
    GenerateResponse second = ask();

    assertThat(first.getReceipt().getAttemptsList())
        .extracting(Attempt::getTarget, Attempt::getOutcome, Attempt::getReason)
        .containsExactly(
            tuple("one/" + vendor.model(), away.outcome, ""),
            tuple("one/" + vendor.model(), "ok", "rotated key 2"));
    assertThat(second.getReceipt().getAttemptsList())
        .extracting(Attempt::getOutcome)
        .containsExactly("ok");
    List<Request> requests = upstream.requests();
    assertThat(requests)
        .extracting(request -> carries(request, FIRST))
        .containsExactly(true, false, false);
    assertThat(requests)
        .extracting(request -> carries(request, SECOND))
        .containsExactly(false, true, true);
    assertThat(first.toString()).contains(" sea").doesNotContain(FIRST, SECOND);
    List<String> entries = entries();
    assertThat(entries).hasSize(2);
    assertThat(entries)
        .allSatisfy(entry -> assertThat(entry).doesNotContain(FIRST, SECOND, PLATFORM));
    assertThat(said.lines).anySatisfy(line -> assertThat(line).contains("key 1"));
    assertThat(said.lines).noneMatch(line -> line.contains(FIRST) || line.contains(SECOND));
  }

  private List<String> entries() throws IOException {
    List<String> found = new ArrayList<>();
    try (LedgerEntries entries =
        Ledger.openReadOnly(new DataDirectory(folder.resolve("data")).ledger())) {
      entries.read(LedgerFilter.ALL, (position, entry) -> found.add(entry.toString()));
    }
    return found;
  }
}
