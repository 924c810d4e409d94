package io.colophon.provider.vendors.spark;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.testkit.http.SocketScript;
import io.colophon.provider.testkit.http.SocketSession;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** Spark as documented at xfyun.cn/doc/spark/Web.html: answers each question with its frames. */
final class SparkDouble implements SocketScript {
  private final String[] frames;
  private final List<JsonNode> questions = new CopyOnWriteArrayList<>();

  SparkDouble(String... frames) {
    this.frames = frames.clone();
  }

  List<JsonNode> questions() {
    return questions;
  }

  static Provider open(HttpDouble upstream, ProviderContext context, OfferedModel... models) {
    return new SparkFactory()
        .create(
            "spark",
            new SparkConfig(
                upstream.uri(""),
                "app1",
                new Secret("key1"),
                new Secret("secret1"),
                "/v3.5/chat",
                Optional.of(Map.of("4.0Ultra", "/v4.0/chat")),
                Timeouts.DEFAULTS,
                ConnectionConfig.DEFAULTS,
                models.length == 0 ? Optional.empty() : Optional.of(List.of(models))),
            context);
  }

  static String frame(int status, String text, String usage) {
    return "{\"header\":{\"code\":0,\"message\":\"Success\",\"sid\":\"cht1\",\"status\":"
        + status
        + "},\"payload\":{\"choices\":{\"status\":"
        + status
        + ",\"seq\":0,\"text\":["
        + text
        + "]}"
        + usage
        + "}}";
  }

  static String words(String content) {
    return "{\"content\":\"" + content + "\",\"role\":\"assistant\",\"index\":0}";
  }

  static String error(int code) {
    return "{\"header\":{\"code\":" + code + ",\"message\":\"m\",\"sid\":\"cht1\",\"status\":2}}";
  }

  static String[] hello() {
    return new String[] {
      frame(0, words("水"), ""),
      frame(1, words("很"), ""),
      frame(
          2,
          words("深"),
          ",\"usage\":{\"text\":{\"question_tokens\":4,\"prompt_tokens\":5,"
              + "\"completion_tokens\":9,\"total_tokens\":14}}")
    };
  }

  @Override
  public void run(Request handshake, SocketSession session) throws IOException {
    var question = session.receive();
    if (question == null) {
      return;
    }
    questions.add(Json.read(question.text()));
    for (String frame : frames) {
      session.text(frame);
    }
    while (session.receive() != null) {
      // until the other side has gone
    }
  }
}
