package io.colophon.gateway.artifacts;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks links to artifacts: whoever holds one may fetch that artifact until it expires,
 * and nothing else. The signature is HMAC-SHA256 over the artifact's id, a line feed and the time
 * of expiry in seconds since 1970. Thread-safe.
 */
public final class ArtifactLinks {
  /** Path of every link. */
  public static final String PATH = "/v1/artifacts/";

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final Optional<URI> publicUrl;
  private final Clock clock;

  /**
   * @param key at least 32 random bytes that stay the same over restarts
   * @param publicUrl under which callers reach the REST port; empty: links begin with their path
   */
  public ArtifactLinks(byte[] key, Optional<URI> publicUrl, Clock clock) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /** Name of an artifact in links: the job's id, a dot and the file. */
  public static String id(String jobId, String file) {
    return jobId + "." + file;
  }

  /**
   * A link.
   *
   * @param id as of {@link #id}
   * @param lifetime how long it is good for
   */
  public String link(String id, Duration lifetime) {
    long expires = clock.instant().plus(lifetime).getEpochSecond();
    String relative = PATH + id + "?expires=" + expires + "&signature=" + signature(id, expires);
    return publicUrl.map(url -> trimmed(url) + relative).orElse(relative);
  }

  /**
   * Whether a link was made here and is still good.
   *
   * @param expires as in the link
   * @param signature as in the link
   */
  public boolean isGood(String id, String expires, String signature) {
    long time;
    try {
      time = Long.parseLong(expires);
    } catch (NumberFormatException notANumber) {
      return false;
    }
    return Long.toString(time).equals(expires)
        && MessageDigest.isEqual(
            signature(id, time).getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8))
        && clock.instant().getEpochSecond() < time;
  }

  private String signature(String id, long expires) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] signed = (id + "\n" + expires).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(signed));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  private static String trimmed(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
