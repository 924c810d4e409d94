package io.colophon.gateway.webhooks;

import io.colophon.gateway.pipeline.JobLink;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses by which upstreams announce that a job has moved. The token in them is the job's id, a
 * dot, and 128 bits of HMAC-SHA256 of it in base64url, so that only whoever was given an address
 * can call it. Thread-safe.
 */
public final class Callbacks {
  /** Path of every address; the provider's name and the token follow. */
  public static final String PATH = "/v1/webhooks/";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_BYTES = 16;

  private final SecretKeySpec key;
  private final Optional<URI> base;

  /**
   * @param key at least 32 random bytes that stay the same over restarts
   * @param publicUrl under which upstreams reach the REST port; empty: they are given no address
   */
  public Callbacks(byte[] key, Optional<URI> publicUrl) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.base =
        publicUrl.map(
            url -> {
              String text = url.toString();
              String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
              return URI.create(trimmed + PATH);
            });
  }

  /** The address for a job; empty when upstreams cannot reach us. */
  public Optional<JobLink.Callback> of(String jobId) {
    return base.map(url -> new JobLink.Callback(url, token(jobId)));
  }

  /** The token for a job. */
  public String token(String jobId) {
    return jobId + "." + mac(jobId);
  }

  /** The job that a token is for; empty if it was not made here. */
  public Optional<String> jobOf(String token) {
    int dot = token.lastIndexOf('.');
    if (dot < 1) {
      return Optional.empty();
    }
    String jobId = token.substring(0, dot);
    return MessageDigest.isEqual(
            mac(jobId).getBytes(StandardCharsets.UTF_8),
            token.substring(dot + 1).getBytes(StandardCharsets.UTF_8))
        ? Optional.of(jobId)
        : Optional.empty();
  }

  private String mac(String jobId) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] whole = mac.doFinal(("callback\n" + jobId).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(whole, MAC_BYTES));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }
}
