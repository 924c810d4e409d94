package io.colophon.metering.outbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A consumer as the documentation tells it to be. */
final class Receiver {
  private Receiver() {}

  /** The data of the highest revision by usage id, whatever the order and repetitions. */
  static Map<String, JsonNode> latest(List<String> events) {
    Map<String, JsonNode> latest = new TreeMap<>();
    for (String event : events) {
      JsonNode data = JsonMapper.shared().readTree(event).get("data");
      latest.merge(
          data.path("usage_id").asString(),
          data,
          (a, b) -> b.path("revision").asInt() >= a.path("revision").asInt() ? b : a);
    }
    return latest;
  }
}
