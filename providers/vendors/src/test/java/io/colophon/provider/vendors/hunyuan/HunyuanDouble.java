package io.colophon.provider.vendors.hunyuan;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Tencent Cloud as documented at cloud.tencent.com/document/product/1729. */
final class HunyuanDouble {
  private HunyuanDouble() {}

  static Provider open(HttpDouble upstream, ProviderContext context, OfferedModel... models) {
    return open(upstream, context, true, models);
  }

  static Provider open(
      HttpDouble upstream, ProviderContext context, boolean label, OfferedModel... models) {
    return new HunyuanFactory()
        .create(
            "hunyuan",
            new HunyuanConfig(
                upstream.uri(""),
                new Secret("AKID1"),
                new Secret("sk1"),
                "ap-guangzhou",
                label,
                Duration.ofMillis(5),
                Timeouts.DEFAULTS,
                ConnectionConfig.DEFAULTS,
                models.length == 0 ? Optional.empty() : Optional.of(List.of(models))),
            context);
  }

  /** Answers by action; each action's answers in turn, the last again. */
  static void on(HttpDouble upstream, Map<String, List<Answer>> answers) {
    Map<String, AtomicInteger> next =
        answers.keySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(action -> action, action -> new AtomicInteger()));
    upstream.on(
        "POST",
        "/",
        request -> {
          String action = request.header("x-tc-action");
          List<Answer> all = answers.get(action);
          return all == null
              ? error("InvalidAction", "no action " + action)
              : all.get(Math.min(next.get(action).getAndIncrement(), all.size() - 1));
        });
  }

  static Answer response(String fields) {
    return Answer.json("{\"Response\":{" + fields + ",\"RequestId\":\"r\"}}");
  }

  static Answer error(String code, String message) {
    return response("\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"" + message + "\"}");
  }

  static String event(String delta, String reason, String usage) {
    return "data: {\"Note\":\"n\",\"Choices\":[{\"Delta\":{\"Role\":\"assistant\","
        + delta
        + "},\"FinishReason\":\""
        + reason
        + "\"}],\"Created\":1,\"Id\":\"i\",\"Usage\":"
        + usage
        + "}\n\n";
  }

  static String[] hello() {
    return new String[] {
      event("\"Content\":\"水\"", "", "{\"PromptTokens\":5,\"CompletionTokens\":1}"),
      event("\"Content\":\"很深\"", "", "{\"PromptTokens\":5,\"CompletionTokens\":3}"),
      event(
          "\"Content\":\"\"",
          "stop",
          "{\"PromptTokens\":5,\"CompletionTokens\":3,\"TotalTokens\":8,"
              + "\"PromptTokensDetails\":{\"CachedTokens\":\"4\"}}")
    };
  }
}
