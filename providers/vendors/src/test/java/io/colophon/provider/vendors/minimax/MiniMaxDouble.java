package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** MiniMax as documented at platform.minimaxi.com. */
final class MiniMaxDouble {
  static final String FINE = ",\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}";

  private MiniMaxDouble() {}

  static Provider open(
      HttpDouble upstream, ProviderContext context, boolean label, OfferedModel... models) {
    return new MiniMaxFactory()
        .create(
            "minimax",
            new MiniMaxConfig(
                upstream.uri("/v1"),
                new Secret("key1"),
                Optional.of("g 1"),
                Optional.of("male-qn-qingse"),
                label,
                Duration.ofMillis(5),
                Timeouts.DEFAULTS,
                ConnectionConfig.DEFAULTS,
                models.length == 0 ? Optional.empty() : Optional.of(List.of(models))),
            context);
  }

  static Answer error(int code) {
    return Answer.json(
        "{\"id\":\"1\",\"base_resp\":{\"status_code\":" + code + ",\"status_msg\":\"words\"}}");
  }

  static String chunk(String delta, String more) {
    return "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{"
        + delta
        + ",\"role\":\"assistant\"}"
        + more
        + "}],\"created\":1,\"model\":\"abab\",\"object\":\"chat.completion.chunk\","
        + "\"usage\":null,\"input_sensitive\":false,\"output_sensitive\":false}\n\n";
  }

  /** The event at the end that repeats the whole answer. */
  static String repeated(String content, String usage, String more) {
    return "data: {\"id\":\"1\",\"choices\":[{\"finish_reason\":\"stop\",\"index\":0,"
        + "\"message\":{\"content\":\""
        + content
        + "\",\"role\":\"assistant\"}}],\"created\":1,\"model\":\"abab\","
        + "\"object\":\"chat.completion\",\"usage\":"
        + usage
        + more
        + FINE
        + "}\n\n";
  }

  static String[] hello() {
    return new String[] {
      chunk("\"content\":\"水\"", ""),
      chunk("\"content\":\"很深\"", ",\"finish_reason\":\"stop\""),
      repeated(
          "水很深",
          "{\"total_tokens\":9,\"prompt_tokens\":6,\"completion_tokens\":3}",
          ",\"output_sensitive\":false")
    };
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String speech(byte[] audio, int status, String extra) {
    return "{\"data\":{\"audio\":\""
        + hex(audio)
        + "\",\"status\":"
        + status
        + ",\"ced\":\"\"},\"trace_id\":\"t\""
        + extra
        + FINE
        + "}";
  }
}
