package io.colophon.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.QuotaFailure;
import io.colophon.gateway.http.RawHttp;
import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.TextParameters;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What callers are told of their limits, at every door. */
class QuotaAnswersTest {
  private static final String CONFIG =
      """
      providers: { one: { type: scripted } }
      routes:
        - { match: { model: chat, modality: text }, targets: [ { provider: one, model: a } ] }
      limits:
        - { subject: global, dimension: requests, amount: 2, per: hour }
        - { subject: global, dimension: tokens, amount: 5000, per: day }
      """;
  private static final String CHAT =
      "{\"model\":\"chat\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  @TempDir Path folder;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
    gateway
        .upstream("one")
        .otherwise(
            request ->
                Script.start()
                    .accept()
                    .text("yes")
                    .finish(
                        FinishReason.STOP,
                        Usage.from(Quantity.Source.PROVIDER_FINAL)
                            .with(UsageUnit.INPUT_TOKENS, 30)
                            .with(UsageUnit.OUTPUT_TOKENS, 20)
                            .build()));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static GenerateRequest request() {
    return Requests.text("chat", "Hi")
        .setText(TextParameters.newBuilder().setMaxTokens(100))
        .build();
  }

  private RawHttp.Answer post(String path, String json) throws IOException {
    try (RawHttp client = RawHttp.to(gateway.gateway().addresses().http())) {
      return client.post(path, json).answer();
    }
  }

  private void useUp() {
    gateway.generation().generate(request());
    gateway.generation().generate(request());
  }

  private static JsonNode json(RawHttp.Answer answer) {
    return JsonMapper.shared().readTree(answer.text());
  }

  @Test
  void chat_isAnswered_headersSayWhatIsLeftWithThisAnswerSettled() throws IOException {
    RawHttp.Answer answer = post("/v1/chat/completions", CHAT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ratelimit-policy"))
        .isEqualTo(
            "\"global/requests/hour\";q=2;w=3600,"
                + " \"global/tokens/day\";q=5000;qu=\"tokens\";w=86400");
    assertThat(answer.header("ratelimit"))
        .matches(
            "\"global/requests/hour\";r=1;t=(1800|1[0-7]\\d\\d),"
                + " \"global/tokens/day\";r=4950;t=\\d+");
    assertThat(answer.header("x-ratelimit-limit-requests")).isEqualTo("2");
    assertThat(answer.header("x-ratelimit-remaining-requests")).isEqualTo("1");
    assertThat(answer.header("x-ratelimit-reset-requests")).matches("30m0s|[12]\\dm\\d+s");
    assertThat(answer.header("x-ratelimit-remaining-tokens")).isEqualTo("4950");
  }

  @Test
  void messages_isAnswered_headersAreThoseOfItsDialect() throws IOException {
    RawHttp.Answer answer = post("/v1/messages", CHAT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("anthropic-ratelimit-requests-remaining")).isEqualTo("1");
    assertThat(answer.header("anthropic-ratelimit-tokens-remaining")).isEqualTo("4950");
    assertThat(answer.header("anthropic-ratelimit-tokens-reset"))
        .matches("\\d{4}-\\d\\d-\\d\\dT00:00:00Z");
    assertThat(answer.headers()).doesNotContainKey("x-ratelimit-limit-requests");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/v1/chat/completions,/error/type,rate_limit_error",
        "/v1/messages,/error/type,rate_limit_error",
        "/v1beta/models/chat:generateContent,/error/status,RESOURCE_EXHAUSTED",
        "/v1/generate,/error/status,RESOURCE_EXHAUSTED",
      })
  void post_limitIsUsedUp_eachDialectTellsItInItsOwnShape(String path, String at, String type)
      throws IOException {
    useUp();
    String body =
        path.startsWith("/v1beta")
            ? "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}"
            : path.equals("/v1/generate")
                ? "{\"model\":\"chat\",\"outputModality\":\"MODALITY_TEXT\",\"inputs\":[{\"role\":"
                    + "\"ROLE_USER\",\"parts\":[{\"text\":\"Hi\"}]}]}"
                : CHAT;

    RawHttp.Answer answer = post(path, body);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(json(answer).at(at).asString()).isEqualTo(type);
    assertThat(json(answer).at("/error/message").asString())
        .startsWith("limit of 2 requests per hour for global: 0 left (2 used, 0 held");
    // One request comes back every half hour; both were made in the last moments.
    assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(1700, 1800);
    assertThat(answer.header("ratelimit")).startsWith("\"global/requests/hour\";r=0;t=");
  }

  @Test
  void chat_demandIsLargerThanTheLimit_isNotToBeRepeated() throws IOException {
    RawHttp.Answer answer = post("/v1/chat/completions", CHAT.replace("100", "6000"));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).doesNotContainKey("retry-after");
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
  }

  @Test
  void generateContent_limitIsUsedUp_detailsNameTheLimit() throws IOException {
    useUp();

    JsonNode details =
        json(post(
                "/v1beta/models/chat:generateContent",
                "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}"))
            .at("/error/details");

    assertThat(details.findValue("quotaId").asString()).isEqualTo("global/requests/hour");
    assertThat(details.findValue("quotaValue").asString()).isEqualTo("2");
    assertThat(details.findValue("retryDelay").asString()).matches("1[78]\\d\\ds");
  }

  @Test
  void generate_limitIsUsedUp_statusHasEveryDetail() {
    useUp();

    CallFailure refused = CallFailure.of(() -> gateway.generation().generate(request()));

    QuotaFailure.Violation violation = refused.quota().orElseThrow().getViolations(0);
    assertThat(violation.getSubject()).isEqualTo("global");
    assertThat(violation.getApiService()).isEqualTo("colophon.io");
    assertThat(violation.getQuotaMetric()).isEqualTo("requests");
    assertThat(violation.getQuotaId()).isEqualTo("global/requests/hour");
    assertThat(violation.getQuotaValue()).isEqualTo(2);
    assertThat(violation.getQuotaDimensionsMap())
        .containsEntry("per", "hour")
        .containsEntry("tenant", "default")
        .containsEntry("model", "chat")
        .containsEntry("route", "chat/text");
    assertThat(violation.getDescription()).isEqualTo(refused.text());
    assertThat(refused.retry().orElseThrow().getRetryDelay().getSeconds()).isBetween(1700L, 1800L);
  }

  @Test
  void generate_overGrpc_headersAndTrailersSayWhatIsLeft() {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();

    gateway
        .generation()
        .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
        .streamGenerate(request())
        .forEachRemaining(event -> {});

    assertThat(text(headers, "x-ratelimit-remaining-tokens")).isEqualTo("5000");
    assertThat(text(trailers, "x-ratelimit-remaining-tokens")).isEqualTo("4950");
    assertThat(text(trailers, "x-ratelimit-remaining-requests")).isEqualTo("1");
    assertThat(text(trailers, "ratelimit-policy")).startsWith("\"global/requests/hour\";q=2");
  }

  private static String text(AtomicReference<Metadata> from, String name) {
    return from.get().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }
}
