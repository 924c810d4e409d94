package io.colophon.provider.vendors.hunyuan;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Tc3Signature;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.vendors.pieces.Address;
import java.net.URI;
import java.time.Clock;
import tools.jackson.databind.JsonNode;

/** Signed calls of the API's actions. Immutable. */
final class HunyuanHost {
  private static final String VERSION = "2023-09-01";
  private static final String SERVICE = "hunyuan";

  private final HunyuanConfig config;
  private final URI address;
  private final Clock clock;

  /**
   * @throws IllegalArgumentException if the address is no http or https address
   */
  HunyuanHost(HunyuanConfig config, Clock clock) {
    this.config = config;
    this.address = URI.create(Address.base(config.baseUrl()) + "/");
    this.clock = clock;
  }

  /** Whether the vendor is to put its own label on: both configuration and policy may forgo it. */
  boolean label(CallOptions options) {
    return config.vendorLabel() && options.vendorLabel();
  }

  HttpCall action(String name, JsonNode body) {
    return Tc3Signature.sign(
        HttpCall.post(address)
            .header("X-TC-Action", name)
            .header("X-TC-Version", VERSION)
            .header("X-TC-Region", config.region())
            .json(Json.write(body)),
        config.secretId().reveal(),
        config.secretKey(),
        SERVICE,
        clock.instant());
  }
}
