package io.colophon.labeling.credentials;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs on another machine. The contract, all of it:
 *
 * <pre>
 * POST (the address)
 * Authorization: Bearer (the token, where there is one)
 * Content-Type: application/json
 *
 * {"algorithm": "es256", "digest": "(Base64 of the hash to be signed)"}
 *
 * 200 OK
 * Content-Type: application/json
 *
 * {"signature": "(Base64)", "certificates": ["(Base64 of DER, the key's own first)"]}
 * </pre>
 *
 * <p>Algorithms are {@code es256}, {@code es384}, {@code es512} (the signature is {@code r || s}),
 * {@code ps256}, {@code ps384}, {@code ps512} (salt as long as the hash) and {@code ed25519}, which
 * takes no hash: then {@code "message"} stands in the place of {@code "digest"}, with all of the
 * bytes. {@code certificates} may be absent; where they are given, the first must be the one we
 * know. Every signature is checked before it is used. Thread-safe, blocking.
 */
public final class RemoteSigner implements CredentialSigner {
  private static final String JSON = "application/json";
  private static final int MOST_BYTES = 64 << 10;
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /**
   * Whom to ask, and how.
   *
   * @param address http or https
   * @param token sent as bearer token; empty for none
   * @param timeout for one signature altogether
   */
  public record Settings(URI address, Optional<String> token, Duration timeout) {
    /** Without the token. */
    @Override
    public String toString() {
      return "Settings[" + address + ", " + timeout + "]";
    }
  }

  private final SmallPost post;
  private final Map<String, String> headers;
  private final List<X509Certificate> chain;
  private final SigningAlgorithm algorithm;

  /**
   * @param certificatesPem the certificates of the key, its own first
   * @throws CredentialsException if there are no certificates, or none of a kind we can use
   * @throws IllegalArgumentException if the address is not one of http or https
   */
  public RemoteSigner(Settings settings, String certificatesPem) throws CredentialsException {
    this.post = new SmallPost("remote signer", settings.address(), settings.timeout(), MOST_BYTES);
    this.chain = List.copyOf(Pem.certificates(certificatesPem));
    if (chain.isEmpty()) {
      throw new CredentialsException(
          "no certificates for the remote signer at " + settings.address() + ", expected PEM");
    }
    this.algorithm = SigningAlgorithm.of(chain.get(0).getPublicKey());
    Map<String, String> all = new LinkedHashMap<>();
    all.put("content-type", JSON);
    all.put("accept", JSON);
    settings.token().ifPresent(token -> all.put("authorization", "Bearer " + token));
    this.headers = Map.copyOf(all);
  }

  @Override
  public List<X509Certificate> chain() {
    return chain;
  }

  @Override
  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public byte[] sign(byte[] bytes) throws CredentialsException {
    byte[] answer = post.ask(headers, question(bytes), JSON);
    try {
      JsonNode json = MAPPER.readTree(answer);
      requireCertificate(json.path("certificates").path(0).asString(""));
      byte[] signature = Base64.getDecoder().decode(json.path("signature").asString(""));
      if (!algorithm.verifies(chain.get(0).getPublicKey(), bytes, signature)) {
        throw wrong(
            signature.length + " bytes are no " + algorithm.id() + " signature by our key", null);
      }
      return signature;
    } catch (JacksonException | IllegalArgumentException e) {
      throw wrong("expected JSON with a signature in Base64", e);
    }
  }

  private byte[] question(byte[] bytes) throws CredentialsException {
    String digest = algorithm.digest();
    Map<String, String> question = new LinkedHashMap<>();
    question.put("algorithm", algorithm.id());
    if (digest == null) {
      question.put("message", Base64.getEncoder().encodeToString(bytes));
    } else {
      question.put("digest", Base64.getEncoder().encodeToString(hash(digest, bytes)));
    }
    return MAPPER.writeValueAsString(question).getBytes(StandardCharsets.UTF_8);
  }

  private void requireCertificate(String base64) throws CredentialsException {
    try {
      if (!base64.isEmpty()
          && !Arrays.equals(Base64.getDecoder().decode(base64), chain.get(0).getEncoded())) {
        throw wrong("it signs with another certificate than the one we were given", null);
      }
    } catch (CertificateEncodingException e) {
      throw wrong("our certificate has no DER form", e);
    }
  }

  private static byte[] hash(String digest, byte[] bytes) throws CredentialsException {
    try {
      return MessageDigest.getInstance(digest).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new CredentialsException("this Java platform has no " + digest, e);
    }
  }

  private static CredentialsException wrong(String what, @Nullable Throwable cause) {
    return new CredentialsException("the answer of the remote signer is wrong: " + what, cause);
  }
}
