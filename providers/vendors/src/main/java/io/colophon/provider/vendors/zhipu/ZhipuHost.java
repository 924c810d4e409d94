package io.colophon.provider.vendors.zhipu;

import io.colophon.provider.http.Hs256Jwt;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.vendors.pieces.Address;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls to the platform with its credential. Immutable. */
final class ZhipuHost {
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);

  private final ZhipuConfig config;
  private final String address;
  private final Clock clock;
  private final boolean signs;

  /**
   * @throws IllegalArgumentException if the address is no http or https address, or tokens are to
   *     be signed with a key that has no secret part
   */
  ZhipuHost(ZhipuConfig config, Clock clock) {
    this.config = config;
    this.address = Address.base(config.baseUrl());
    this.clock = clock;
    String key = config.apiKey().reveal();
    boolean hasParts = key.indexOf('.') > 0 && key.indexOf('.') < key.length() - 1;
    if (config.auth() == ZhipuConfig.Auth.JWT && !hasParts) {
      throw new IllegalArgumentException(
          "api-key has another form, expected id.secret as auth is jwt");
    }
    this.signs = hasParts && config.auth() != ZhipuConfig.Auth.BEARER;
  }

  ZhipuConfig config() {
    return config;
  }

  /** Whether the vendor is to put its own label on: both configuration and policy may forgo it. */
  boolean label(CallOptions options) {
    return config.vendorLabel() && options.vendorLabel();
  }

  HttpCall post(String path) {
    return HttpCall.post(URI.create(address + path)).bearer(token());
  }

  HttpCall get(String path) {
    return HttpCall.get(URI.create(address + path)).bearer(token());
  }

  private String token() {
    String key = config.apiKey().reveal();
    if (!signs) {
      return key;
    }
    int dot = key.indexOf('.');
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "HS256");
    header.put("sign_type", "SIGN");
    long now = clock.millis();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("api_key", key.substring(0, dot));
    claims.put("exp", now + TOKEN_LIFETIME.toMillis());
    claims.put("timestamp", now);
    return Hs256Jwt.sign(header, claims, new Secret(key.substring(dot + 1)));
  }
}
