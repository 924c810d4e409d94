package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Known answers from the documents that define the signatures. */
class SignatureTest {

  @Test
  void jwt_exampleOfRfc7515_hasItsSignature() {
    // RFC 7515, appendix A.1.1.
    byte[] header = "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8);
    byte[] claims =
        "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] key =
        Base64.getUrlDecoder()
            .decode(
                "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
    assertThat(Hs256Jwt.sign(header, claims, key))
        .isEqualTo(
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  }

  @Test
  void jwt_maps_areWrittenInTheirOrder() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "HS256");
    header.put("typ", "JWT");
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", "1234567890");
    claims.put("name", "John Doe");
    claims.put("iat", 1516239022);
    // The example of jwt.io.
    assertThat(Hs256Jwt.sign(header, claims, new Secret("your-256-bit-secret")))
        .isEqualTo(
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
                + ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
                + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
  }

  @Test
  void hmacUrl_exampleOfTheVendor_hasItsSignature() {
    URI signed =
        HmacUrl.sign(
            "GET",
            URI.create("wss://spark-api.xf-yun.com/v1.1/chat"),
            "addd2272b6d8b7c8abdd79531420ca3b",
            new Secret("MjlmNzkzNmZkMDQ2OTc0ZDdmNGE2ZTZi"),
            Instant.parse("2023-05-05T10:43:39Z"));
    assertThat(signed.toString())
        .isEqualTo(
            "wss://spark-api.xf-yun.com/v1.1/chat?authorization="
                + "YXBpX2tleT0iYWRkZDIyNzJiNmQ4YjdjOGFiZGQ3OTUzMTQyMGNhM2IiLCBhbGdvcml0aG09ImhtYWMtc2hhMjU2Iiwg"
                + "aGVhZGVycz0iaG9zdCBkYXRlIHJlcXVlc3QtbGluZSIsIHNpZ25hdHVyZT0iejVnSGR1M3B4VlY0QURNeWs0Njd3T1dE"
                + "UTlxNkJRelIzbmZNVGpjL0RhUT0i"
                + "&date=Fri%2C+05+May+2023+10%3A43%3A39+GMT&host=spark-api.xf-yun.com");
  }

  @Test
  void tc3_exampleOfTheVendor_hasItsSignature() {
    HttpCall call =
        HttpCall.post(URI.create("https://cvm.tencentcloudapi.com/"))
            .json(
                "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\":"
                    + " \"instance-name\"}]}")
            .header("content-type", "application/json; charset=utf-8");
    Tc3Signature.sign(
        call,
        "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******",
        new Secret("Gu5t9xGARNpq86cd98joQYCN3*******"),
        "cvm",
        Instant.ofEpochSecond(1551113065));
    assertThat(call.headers().get("Authorization"))
        .isEqualTo(
            "TC3-HMAC-SHA256"
                + " Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******/2019-02-25/cvm/tc3_request,"
                + " SignedHeaders=content-type;host,"
                + " Signature=2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c");
    assertThat(call.headers().get("X-TC-Timestamp")).isEqualTo("1551113065");
  }
}
