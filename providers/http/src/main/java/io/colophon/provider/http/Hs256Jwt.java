package io.colophon.provider.http;

import io.colophon.provider.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** JSON web tokens signed with HMAC-SHA-256 (RFC 7519 and RFC 7515, algorithm HS256). */
public final class Hs256Jwt {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Hs256Jwt() {}

  /**
   * A signed token.
   *
   * @param header written in the map's order; must say {@code alg} HS256 itself
   * @param claims written in the map's order
   * @param key its UTF-8 bytes are the key
   */
  public static String sign(Map<String, ?> header, Map<String, ?> claims, Secret key) {
    return sign(
        Json.write(Json.tree(header)),
        Json.write(Json.tree(claims)),
        key.reveal().getBytes(StandardCharsets.UTF_8));
  }

  static String sign(byte[] header, byte[] claims, byte[] key) {
    String signed = BASE64.encodeToString(header) + "." + BASE64.encodeToString(claims);
    return signed + "." + BASE64.encodeToString(Hmac.sha256(key, signed));
  }
}
