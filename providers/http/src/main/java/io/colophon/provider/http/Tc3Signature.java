package io.colophon.provider.http;

import io.colophon.provider.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Tencent Cloud's request signature, version 3 (TC3-HMAC-SHA256). */
public final class Tc3Signature {
  private static final String ALGORITHM = "TC3-HMAC-SHA256";
  private static final String SIGNED_HEADERS = "content-type;host";

  private Tc3Signature() {}

  /**
   * Adds {@code Authorization} and {@code X-TC-Timestamp} to a call that is otherwise complete; the
   * signature covers method, path, query, {@code content-type}, host and body.
   *
   * @param service the service's name, which is the first label of its host, for instance {@code
   *     hunyuan}
   */
  public static HttpCall sign(
      HttpCall call, String secretId, Secret secretKey, String service, Instant now) {
    String date = DateTimeFormatter.ISO_LOCAL_DATE.format(now.atOffset(ZoneOffset.UTC));
    String scope = date + "/" + service + "/tc3_request";
    String query = call.uri().getRawQuery() == null ? "" : call.uri().getRawQuery();
    String canonical =
        call.method()
            + "\n/\n"
            + query
            + "\ncontent-type:"
            + call.headers().get("content-type", "").toLowerCase(java.util.Locale.ROOT)
            + "\nhost:"
            + Origin.of(call.uri()).authority()
            + "\n\n"
            + SIGNED_HEADERS
            + "\n"
            + Hmac.digestHex(call.bodyBytes());
    String toSign =
        ALGORITHM
            + "\n"
            + now.getEpochSecond()
            + "\n"
            + scope
            + "\n"
            + Hmac.digestHex(canonical.getBytes(StandardCharsets.UTF_8));
    byte[] ofDate =
        Hmac.sha256(("TC3" + secretKey.reveal()).getBytes(StandardCharsets.UTF_8), date);
    byte[] key = Hmac.sha256(Hmac.sha256(ofDate, service), "tc3_request");
    String signature = HexFormat.of().formatHex(Hmac.sha256(key, toSign));
    return call.header("X-TC-Timestamp", Long.toString(now.getEpochSecond()))
        .header(
            "Authorization",
            ALGORITHM
                + " Credential="
                + secretId
                + "/"
                + scope
                + ", SignedHeaders="
                + SIGNED_HEADERS
                + ", Signature="
                + signature);
  }
}
