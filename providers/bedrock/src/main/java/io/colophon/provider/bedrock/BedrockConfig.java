package io.colophon.provider.bedrock;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.JobPace;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bedrock in one region. Credentials are given here; roles of machines and profiles in files are
 * not looked for.
 *
 * @param region for instance {@code eu-central-1}
 * @param baseUrl the runtime's address; absent: the region's public one
 * @param s3Url where buckets are, with the bucket as first part of the path; absent: the region's
 *     public addresses, with the bucket in the host
 * @param apiKey a Bedrock API key, sent as a bearer token; it opens no bucket, so films need the
 *     other kind
 * @param accessKeyId for signing
 * @param secretAccessKey for signing
 * @param sessionToken for signing with temporary credentials, which are not renewed here
 * @param output where films are put, {@code s3://bucket/prefix}; the bucket must be of the account
 *     and the region. Required for films
 * @param films how models of films want their input, by name; {@link FilmInput#NOVA} for those not
 *     listed
 * @param poll how long to wait before films are asked after; pauses grow to four times as much
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what is offered; absent: any model may be asked for
 */
public record BedrockConfig(
    String region,
    Optional<URI> baseUrl,
    Optional<URI> s3Url,
    Optional<Secret> apiKey,
    Optional<String> accessKeyId,
    Optional<Secret> secretAccessKey,
    Optional<Secret> sessionToken,
    Optional<String> output,
    Optional<Map<String, FilmInput>> films,
    @Default("10s") Duration poll,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
  private static final Pattern S3 = Pattern.compile("s3://[a-z0-9.-]{3,63}(/.*)?");

  /**
   * @throws IllegalArgumentException if a value is out of its range, or the credentials are not one
   *     whole set
   */
  public BedrockConfig {
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException(
          "region is \"" + region + "\", expected one such as eu-central-1");
    }
    baseUrl.ifPresent(uri -> check("base-url", uri));
    s3Url.ifPresent(uri -> check("s3-url", uri));
    boolean keys = accessKeyId.isPresent() && secretAccessKey.isPresent();
    boolean half = accessKeyId.isPresent() != secretAccessKey.isPresent();
    if (half || sessionToken.isPresent() && !keys) {
      throw new IllegalArgumentException(
          "access-key-id and secret-access-key go together, and session-token with both");
    }
    if (keys == apiKey.isPresent()) {
      throw new IllegalArgumentException(
          "expected either api-key, or access-key-id and secret-access-key");
    }
    if (output.isPresent() && !S3.matcher(output.get()).matches()) {
      throw new IllegalArgumentException(
          "output is \"" + output.get() + "\", expected s3://bucket/prefix");
    }
    if (output.isPresent() && !keys) {
      throw new IllegalArgumentException(
          "output is set, but an api-key opens no bucket: expected access-key-id");
    }
    if (poll.isZero() || poll.isNegative()) {
      throw new IllegalArgumentException("poll is " + poll + ", expected more than zero");
    }
  }

  private static void check(String key, URI uri) {
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException(
          key + " is \"" + uri + "\", expected an http or https address");
    }
  }

  JobPace pace() {
    return new JobPace(poll, poll.multipliedBy(4), JobPace.DEFAULTS.strange());
  }
}
