package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A host that answers as Anthropic's reference says: by what the request asks for. */
final class AnthropicDouble {
  static final String START =
      "event: message_start\n"
          + "data:"
          + " {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"talk-2026\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":5,\"cache_creation_input_tokens\":7,\"cache_read_input_tokens\":11,\"output_tokens\":1}}}\n\n";
  static final String PING = "event: ping\ndata: {\"type\": \"ping\"}\n\n";

  private AnthropicDouble() {}

  static AnthropicConfig config(HttpDouble host) {
    return new AnthropicConfig(
        host.uri("/v1"),
        Optional.of(new Secret("sk-ant-test")),
        "2023-06-01",
        Optional.empty(),
        1024,
        Timeouts.DEFAULTS,
        ConnectionConfig.DEFAULTS,
        Optional.of(
            List.of(
                new OfferedModel(
                    "talk",
                    List.of(
                        Ability.TEXT,
                        Ability.TOOLS,
                        Ability.JSON_SCHEMA,
                        Ability.IMAGE_UNDERSTANDING),
                    Optional.of(200_000)))));
  }

  static String block(int index, String block) {
    return "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":"
        + index
        + ",\"content_block\":"
        + block
        + "}\n\n";
  }

  static String delta(int index, String delta) {
    return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":"
        + index
        + ",\"delta\":"
        + delta
        + "}\n\n";
  }

  static String text(int index, String text) {
    return delta(index, "{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
  }

  static String blockStop(int index) {
    return "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":"
        + index
        + "}\n\n";
  }

  static String end(String reason) {
    return "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\""
        + reason
        + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":15}}\n\n"
        + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
  }

  static Answer messages(Request request) {
    JsonNode asked = Json.read(request.body());
    if (asked.has("tools")) {
      return Answer.events(
          START,
          block(0, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"depth\",\"input\":{}}"),
          delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"lake\\\":\"}"),
          delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}"),
          blockStop(0),
          end("tool_use"));
    }
    return Answer.events(
        START,
        block(0, "{\"type\":\"text\",\"text\":\"\"}"),
        PING,
        text(0, asked.has("output_config") ? "{}" : "A lake."),
        blockStop(0),
        end("end_turn"));
  }
}
