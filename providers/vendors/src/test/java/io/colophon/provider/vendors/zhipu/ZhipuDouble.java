package io.colophon.provider.vendors.zhipu;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.http.HttpDouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Zhipu's platform as documented at docs.bigmodel.cn. */
final class ZhipuDouble {
  private ZhipuDouble() {}

  static ZhipuConfig config(
      HttpDouble upstream,
      String key,
      ZhipuConfig.Auth auth,
      boolean label,
      OfferedModel... models) {
    return new ZhipuConfig(
        upstream.uri("/v4"),
        new Secret(key),
        auth,
        label,
        Duration.ofMillis(5),
        Timeouts.DEFAULTS,
        ConnectionConfig.DEFAULTS,
        models.length == 0 ? Optional.empty() : Optional.of(List.of(models)));
  }

  static Provider open(HttpDouble upstream, ProviderContext context) {
    return new ZhipuFactory()
        .create("zhipu", config(upstream, "id1.secret1", ZhipuConfig.Auth.AUTO, true), context);
  }

  static String chunk(String delta, String more) {
    return "data: {\"id\":\"2026\",\"created\":1,\"model\":\"glm-x\",\"choices\":[{\"index\":0,"
        + "\"delta\":{\"role\":\"assistant\","
        + delta
        + "}"
        + more
        + "\n\n";
  }

  static String[] hello() {
    return new String[] {
      chunk("\"content\":\"水\"", "}]}"),
      chunk("\"content\":\"很深\"", "}]}"),
      chunk(
          "\"content\":\"\"",
          ",\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":6,\"completion_tokens\":3,"
              + "\"total_tokens\":9,\"prompt_tokens_details\":{\"cached_tokens\":0}}}"),
      "data: [DONE]\n\n"
    };
  }
}
