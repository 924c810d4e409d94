package io.colophon.labeling.provenance;

import io.colophon.labeling.Digests;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of a log's key, as C2SP signed-note writes it: {@code <name>+<hash>+<base64 of
 * 0x01 and the 32-byte Ed25519 key>}. Give it to whoever is to verify checkpoints, by a way that
 * the log's operator does not control alone.
 *
 * @param name the log's origin
 * @param key 32 bytes in hexadecimal digits, as RFC 8032 encodes the point
 */
public record VerifierKey(String name, String key) {
  private static final byte ED25519 = 1;
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;

  /** Reads the text form and checks its hash. */
  public static VerifierKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("verifier key \"" + text + "\", expected name+hash+key");
    }
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    if (typed.length != KEY_BYTES + 1 || typed[0] != ED25519) {
      throw new IllegalArgumentException("verifier key of " + parts[0] + " is not Ed25519");
    }
    VerifierKey key =
        new VerifierKey(
            parts[0], HexFormat.of().formatHex(Arrays.copyOfRange(typed, 1, typed.length)));
    if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
      throw new IllegalArgumentException(
          "verifier key of "
              + parts[0]
              + " has hash "
              + parts[1]
              + ", expected "
              + HexFormat.of().formatHex(key.id()));
    }
    return key;
  }

  /** Returns the text form. */
  public String text() {
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(typed());
  }

  /** Returns the four bytes that stand before each signature: of SHA-256(name, newline, key). */
  byte[] id() {
    MessageDigest digest = Digests.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(typed());
    return Arrays.copyOf(digest.digest(), ID_BYTES);
  }

  private byte[] typed() {
    return ByteBuffer.allocate(KEY_BYTES + 1)
        .put(ED25519)
        .put(HexFormat.of().parseHex(key))
        .array();
  }

  /** Returns whether one of the note's signatures is this key's and is good. */
  boolean verify(SignedNote note) {
    for (SignedNote.Line line : note.signatures()) {
      byte[] signature = line.signature();
      if (line.name().equals(name)
          && signature.length > ID_BYTES
          && Arrays.equals(Arrays.copyOf(signature, ID_BYTES), id())) {
        return verify(note.text(), Arrays.copyOfRange(signature, ID_BYTES, signature.length));
      }
    }
    return false;
  }

  private boolean verify(String text, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(publicKey());
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a signature of the wrong shape is no signature
    }
  }

  /** Returns the key for use with {@link Signature}. */
  public PublicKey publicKey() throws GeneralSecurityException {
    byte[] bigEndian = HexFormat.of().parseHex(key);
    for (int i = 0; i < KEY_BYTES / 2; i++) {
      byte swapped = bigEndian[i];
      bigEndian[i] = bigEndian[KEY_BYTES - 1 - i];
      bigEndian[KEY_BYTES - 1 - i] = swapped;
    }
    boolean isXOdd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7F;
    EdECPoint point = new EdECPoint(isXOdd, new BigInteger(1, bigEndian));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }
}
