package io.colophon.labeling.credentials;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/**
 * Asks a time stamp authority over HTTP (RFC 3161). The answer is looked at before it is used: our
 * hash, our nonce, signed by the certificate in it, that certificate meant for stamps, and a time
 * near ours. Thread-safe, blocking.
 */
public final class TimeStampClient implements StampAuthority {
  private static final String QUERY = "application/timestamp-query";
  private static final String REPLY = "application/timestamp-reply";
  private static final int NONCE_BITS = 64;

  /** Tokens are 3 to 8 kB, most of it certificates. */
  private static final int FIRST_ROOM = 10_240;

  /** How much a token may grow from one to the next, for instance by a longer chain. */
  private static final int ROOM_TO_GROW = 2048;

  private static final int MOST_BYTES = 64 << 10;

  /** Clocks further apart than this mean that one of them is wrong. */
  private static final Duration MOST_DIFFERENCE = Duration.ofHours(1);

  /**
   * Whom to ask, and how.
   *
   * @param address of the authority, http or https
   * @param timeout for one stamp altogether
   * @param required whether a manifest may not leave without it
   */
  public record Settings(URI address, Duration timeout, boolean required) {}

  private final SmallPost post;
  private final boolean required;
  private final Clock clock;
  private final SecureRandom random;
  private final AtomicInteger largest = new AtomicInteger();

  /**
   * @param random gives the nonces
   * @throws IllegalArgumentException if the address is not one of http or https
   */
  public TimeStampClient(Settings settings, Clock clock, SecureRandom random) {
    this.post =
        new SmallPost("time stamp authority", settings.address(), settings.timeout(), MOST_BYTES);
    this.required = settings.required();
    this.clock = clock;
    this.random = random;
  }

  /** 10,240 until a token was seen, then 2,048 more than the largest. */
  @Override
  public int roomBytes() {
    int seen = largest.get();
    return seen == 0 ? FIRST_ROOM : seen + ROOM_TO_GROW;
  }

  @Override
  public boolean required() {
    return required;
  }

  @Override
  public Stamp stamp(byte[] bytes) throws CredentialsException {
    byte[] hash = Sha256.of(bytes);
    try {
      TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
      generator.setCertReq(true); // validators need the authority's certificates
      TimeStampRequest request =
          generator.generate(
              NISTObjectIdentifiers.id_sha256, hash, new BigInteger(NONCE_BITS, random));
      byte[] answer = post.ask(Map.of("content-type", QUERY), request.getEncoded(), REPLY);
      Stamp stamp = checked(request, hash, answer);
      largest.accumulateAndGet(stamp.token().length, Math::max);
      return stamp;
    } catch (TSPException | IOException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw wrong("its signature cannot be checked: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw wrong("it is no answer of RFC 3161", e); // the ASN.1 parser throws all kinds
    }
  }

  private Stamp checked(TimeStampRequest request, byte[] hash, byte[] answer)
      throws TSPException,
          IOException,
          CredentialsException,
          OperatorCreationException,
          GeneralSecurityException {
    TimeStampResponse response = new TimeStampResponse(answer);
    response.validate(request); // status, nonce, policy, and that the hash is the one we sent
    TimeStampToken token = response.getTimeStampToken();
    if (token == null) {
      throw wrong("refused: " + response.getStatusString(), null);
    }
    if (!MessageDigest.isEqual(hash, token.getTimeStampInfo().getMessageImprintDigest())) {
      throw wrong("it is about another hash", null);
    }
    Collection<X509CertificateHolder> signers = signers(token);
    if (signers.isEmpty()) {
      throw wrong("the certificate that signed it is not in it", null);
    }
    // Also looks at the purpose (id-kp-timeStamping, critical) and the dates of the certificate.
    token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signers.iterator().next()));
    Instant time = token.getTimeStampInfo().getGenTime().toInstant();
    Duration difference = Duration.between(clock.instant(), time).abs();
    if (difference.compareTo(MOST_DIFFERENCE) > 0) {
      throw wrong("it says " + time + ", and here it is " + clock.instant(), null);
    }
    return new Stamp(token.toCMSSignedData().toASN1Structure().getEncoded("DER"), time);
  }

  @SuppressWarnings("unchecked") // the library selects by a type without parameter
  private static Collection<X509CertificateHolder> signers(TimeStampToken token) {
    return token.getCertificates().getMatches(token.getSID());
  }

  private static CredentialsException wrong(String what, @Nullable Throwable cause) {
    return new CredentialsException(
        "the answer of the time stamp authority is wrong: " + what, cause);
  }
}
