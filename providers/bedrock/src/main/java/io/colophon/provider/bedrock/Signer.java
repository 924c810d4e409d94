package io.colophon.provider.bedrock;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.spi.Secret;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Adds the credential to complete calls: an API key as a bearer token, or a signature of version 4
 * by AWS's own signer. Thread-safe.
 */
final class Signer {
  // Written by the client when the call is sent.
  private static final Set<String> NOT_COPIED = Set.of("host", "content-length");

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final Optional<Secret> apiKey;
  private final Optional<AwsCredentialsIdentity> identity;
  private final String region;
  private final Clock clock;

  Signer(BedrockConfig config, Clock clock) {
    this.apiKey = config.apiKey();
    this.identity =
        config
            .secretAccessKey()
            .map(
                secret -> {
                  String id = config.accessKeyId().orElseThrow();
                  return config
                      .sessionToken()
                      .<AwsCredentialsIdentity>map(
                          token ->
                              AwsSessionCredentialsIdentity.create(
                                  id, secret.reveal(), token.reveal()))
                      .orElseGet(() -> AwsCredentialsIdentity.create(id, secret.reveal()));
                });
    this.region = config.region();
    this.clock = clock;
  }

  /** Signs a call to the model runtime. */
  HttpCall runtime(HttpCall call) {
    if (apiKey.isPresent()) {
      return call.bearer(apiKey.get().reveal());
    }
    return sign(call, "bedrock", true);
  }

  /** Signs a call to a bucket. */
  HttpCall bucket(HttpCall call) {
    return sign(call, "s3", false);
  }

  private HttpCall sign(HttpCall call, String service, boolean doubleEncoded) {
    AwsCredentialsIdentity who =
        identity.orElseThrow(() -> new IllegalStateException("no key to sign with"));
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(call.method())).uri(call.uri());
    for (Map.Entry<String, String> header : call.headers()) {
      request.putHeader(header.getKey(), header.getValue());
    }
    byte[] body = call.bodyBytes();
    SignedRequest signed =
        signer.sign(
            r ->
                r.identity(who)
                    .request(request.build())
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, doubleEncoded)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, doubleEncoded)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    signed
        .request()
        .headers()
        .forEach(
            (name, values) -> {
              if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
                call.header(name, String.join(",", values));
              }
            });
    return call;
  }
}
