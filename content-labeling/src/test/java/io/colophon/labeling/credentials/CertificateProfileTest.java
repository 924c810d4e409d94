package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CertificateProfileTest {
  private static final Instant NOW = Instant.now();
  private static final String ANY_PURPOSE = "2.5.29.37.0";
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

  private static TestKeys keys;
  private static KeyPair pair;

  @BeforeAll
  static void keys() throws Exception {
    keys = new TestKeys();
    pair = X509Signing.keyPair(SigningAlgorithm.ES256, TestKeys.RANDOM);
  }

  @Test
  void check_fittingChain_passes() throws Exception {
    X509Certificate leaf = keys.leaf(pair);
    assertThatCode(() -> CertificateProfile.check(List.of(leaf), NOW)).doesNotThrowAnyException();
    assertThatCode(() -> CertificateProfile.check(List.of(leaf, keys.root), NOW))
        .doesNotThrowAnyException();
  }

  @Test
  void check_noCertificates_isRefused() {
    refused(List.of(), "0 certificates, expected 1 to 10");
  }

  @Test
  void check_authorityAsLeaf_isRefused() throws Exception {
    refused(List.of(keys.root), "is self-signed");
    X509Certificate below = keys.leaf(pair, Extensions.root(pair.getPublic()));
    refused(List.of(below), "is of an authority (CA)");
  }

  @Test
  void check_outOfForce_saysWhen() throws Exception {
    X509Certificate old =
        keys.leaf(pair, extensions(TestKeys.GOOD_PURPOSES), TestKeys.life(NOW.minus(days(200))));
    refused(List.of(old), "is in force from");
    X509Certificate early =
        keys.leaf(pair, extensions(TestKeys.GOOD_PURPOSES), TestKeys.life(NOW.plus(days(2))));
    refused(List.of(early), "and now is " + NOW);
  }

  @Test
  void check_purposes_areThoseOfClaimSigners() throws Exception {
    refused(List.of(leafFor(CODE_SIGNING)), "is for [" + CODE_SIGNING + "]");
    refused(List.of(leafFor(CertificateProfile.CLAIM_SIGNING, ANY_PURPOSE)), "for any purpose");
    refused(
        List.of(leafFor(CertificateProfile.CLAIM_SIGNING, TIME_STAMPING)),
        "is for time stamps or OCSP as well");
    X509Certificate without = keys.leaf(pair, withoutPurposes());
    refused(List.of(without), "has no extended key usage");
  }

  @Test
  void check_noUsageOrNoAuthorityKey_isRefused() throws Exception {
    refused(List.of(keys.leaf(pair, Der.sequence())), "has no authority key identifier");
    byte[] onlyAuthorityKey =
        Der.sequence(
            Der.sequence(
                Der.oid("2.5.29.35"), Der.octets(Der.sequence(Der.implicit(0, new byte[20])))));
    refused(List.of(keys.leaf(pair, onlyAuthorityKey)), "lacks the key usage digitalSignature");
  }

  @Test
  void check_chainThatDoesNotHoldTogether_isRefused() throws Exception {
    X509Certificate leaf = keys.leaf(pair);
    refused(List.of(leaf, new TestKeys().root), "was not signed by the next in the chain");
    refused(List.of(leaf, leaf), "is no authority, but stands as issuer");
  }

  private X509Certificate leafFor(String... purposes) throws Exception {
    return keys.leaf(pair, extensions(List.of(purposes)));
  }

  private static byte[] extensions(List<String> purposes) {
    return Extensions.leaf(pair.getPublic(), keys.rootKeys.getPublic(), purposes);
  }

  private static byte[] withoutPurposes() {
    byte[] digitalSignature = Der.namedBits(0x80, 7);
    return Der.sequence(
        Der.sequence(Der.oid("2.5.29.35"), Der.octets(Der.sequence(Der.implicit(0, new byte[20])))),
        Der.sequence(Der.oid("2.5.29.15"), Der.TRUE, Der.octets(digitalSignature)));
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private static void refused(List<X509Certificate> chain, String why) {
    assertThatThrownBy(() -> CertificateProfile.check(chain, NOW))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining(why);
  }
}
