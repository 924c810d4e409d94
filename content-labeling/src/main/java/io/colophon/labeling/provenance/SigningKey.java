package io.colophon.labeling.provenance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The log's Ed25519 key, kept as two PEM blocks (PKCS #8 and SubjectPublicKeyInfo) in a file that
 * its owner alone may read.
 */
final class SigningKey {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});
  private static final int RAW_BYTES = 32;

  private final PrivateKey secret;
  private final VerifierKey verifier;

  private SigningKey(String origin, PrivateKey secret, PublicKey open) {
    this.secret = secret;
    byte[] encoded = open.getEncoded(); // RFC 8410: the raw key is the end of it
    this.verifier =
        new VerifierKey(
            origin,
            HexFormat.of()
                .formatHex(
                    Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length)));
  }

  /** Makes a key and its file, which must not exist. */
  static SigningKey create(Path file, String origin, SecureRandom random) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      write(
          file,
          pem("PRIVATE", pair.getPrivate().getEncoded())
              + pem("PUBLIC", pair.getPublic().getEncoded()));
      return new SigningKey(origin, pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform cannot make Ed25519 keys", e);
    }
  }

  /** Reads the key; refuses a file that others may read. */
  static SigningKey load(Path file, String origin) throws IOException {
    if (isPosix(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(
          "key file "
              + file
              + " has permissions "
              + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
              + ", expected rw------- (its owner alone)");
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    try {
      KeyFactory factory = KeyFactory.getInstance("Ed25519");
      return new SigningKey(
          origin,
          factory.generatePrivate(new PKCS8EncodedKeySpec(block(text, "PRIVATE"))),
          factory.generatePublic(new X509EncodedKeySpec(block(text, "PUBLIC"))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("key file " + file + " does not hold an Ed25519 key pair in PEM", e);
    }
  }

  VerifierKey verifier() {
    return verifier;
  }

  Checkpoint sign(long size, Hash root) {
    String body = Checkpoint.body(verifier.name(), size, root);
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(secret);
      signer.update(body.getBytes(StandardCharsets.UTF_8));
      byte[] signature = signer.sign();
      byte[] line =
          ByteBuffer.allocate(verifier.id().length + signature.length)
              .put(verifier.id())
              .put(signature)
              .array();
      SignedNote note = new SignedNote(body, List.of(new SignedNote.Line(verifier.name(), line)));
      return new Checkpoint(verifier.name(), size, root, note.format());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with the log's key", e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    FileAttribute<?>[] attributes =
        isPosix(Path.of("").toAbsolutePath().resolve(file).resolveSibling(".").normalize())
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
            : new FileAttribute<?>[0];
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            EnumSet.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC),
            attributes)) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static boolean isPosix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + " KEY-----\n"
        + PEM.encodeToString(der)
        + "\n-----END "
        + kind
        + " KEY-----\n";
  }

  private static byte[] block(String text, String kind) {
    String begin = "-----BEGIN " + kind + " KEY-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + kind + " KEY-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no " + kind + " KEY block");
    }
    return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
  }
}
