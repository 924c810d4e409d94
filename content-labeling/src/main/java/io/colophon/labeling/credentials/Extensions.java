package io.colophon.labeling.credentials;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;

/** The certificate extensions that claim signing needs (RFC 5280, 4.2; C2PA 2.2, 14.5). */
final class Extensions {
  private static final String SUBJECT_KEY = "2.5.29.14";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  private static final int DIGITAL_SIGNATURE = 0x80;
  private static final int DIGITAL_SIGNATURE_UNUSED = 7;
  private static final int CERTIFICATE_AND_CRL_SIGNING = 0x06;
  private static final int CERTIFICATE_AND_CRL_SIGNING_UNUSED = 1;

  private static final int KEY_ID_BYTES = 20;
  private static final byte[] PATH_OF_ONE = {2, 1, 0};

  private Extensions() {}

  static byte[] root(PublicKey key) {
    return Der.sequence(
        critical(BASIC_CONSTRAINTS, Der.sequence(Der.TRUE, PATH_OF_ONE)),
        critical(
            KEY_USAGE,
            Der.namedBits(CERTIFICATE_AND_CRL_SIGNING, CERTIFICATE_AND_CRL_SIGNING_UNUSED)),
        plain(SUBJECT_KEY, Der.octets(keyId(key))));
  }

  static byte[] leaf(PublicKey key, PublicKey issuer, List<String> purposes) {
    return Der.sequence(
        critical(BASIC_CONSTRAINTS, Der.sequence()),
        usage(),
        purposes(purposes),
        plain(SUBJECT_KEY, Der.octets(keyId(key))),
        plain(AUTHORITY_KEY, Der.sequence(Der.implicit(0, keyId(issuer)))));
  }

  /** What a request asks to be put in. */
  static byte[] request(List<String> purposes) {
    return Der.sequence(usage(), purposes(purposes));
  }

  private static byte[] usage() {
    return critical(KEY_USAGE, Der.namedBits(DIGITAL_SIGNATURE, DIGITAL_SIGNATURE_UNUSED));
  }

  private static byte[] purposes(List<String> oids) {
    return plain(
        EXTENDED_KEY_USAGE, Der.sequence(oids.stream().map(Der::oid).toArray(byte[][]::new)));
  }

  private static byte[] critical(String oid, byte[] value) {
    return Der.sequence(Der.oid(oid), Der.TRUE, Der.octets(value));
  }

  private static byte[] plain(String oid, byte[] value) {
    return Der.sequence(Der.oid(oid), Der.octets(value));
  }

  /** RFC 7093, 2, method 4: a hash of the whole public key, cut. */
  private static byte[] keyId(PublicKey key) {
    return Arrays.copyOf(Sha256.of(key.getEncoded()), KEY_ID_BYTES);
  }
}
