package io.colophon.labeling.credentials;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A test authority of our own, so that files are signed before anybody has bought a certificate. No
 * validator trusts it, and its names say so; but what it signs shows any later change.
 *
 * <p>Root key, root, leaf key and leaf stand in one file that is replaced as a whole: after a crash
 * there is the old one or the new one. The leaf is renewed 30 days before its end, or when the
 * organisation changes; the root stays. Thread-safe; other processes are kept out while writing.
 */
public final class EmbeddedAuthority implements CredentialSigner.Source {
  /** The file with the keys, for the owner alone. */
  static final String AUTHORITY_FILE = "untrusted-test-authority.pem";

  /** The root alone, for validators that are to trust it in a test. */
  static final String ROOT_FILE = "untrusted-test-root.pem";

  private static final String LOCK_FILE = "untrusted-test-authority.lock";
  private static final String ROOT_NAME = "Colophon untrusted test root";
  private static final String LEAF_NAME = "Colophon untrusted test signer";
  private static final Duration ROOT_LIFE = Duration.ofDays(3650);
  private static final Duration LEAF_LIFE = Duration.ofDays(365);
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  /** Clocks of validators may be behind ours. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);

  private static final List<String> PURPOSES =
      List.of(CertificateProfile.CLAIM_SIGNING, CertificateProfile.EMAIL_PROTECTION);

  /** Two authorities in one process must not both hold the lock file. */
  private static final Object IN_THIS_PROCESS = new Object();

  private record Keys(
      PrivateKey rootKey, X509Certificate root, PrivateKey leafKey, CredentialSigner signer) {}

  private final Path directory;
  private final String organisation;
  private final Clock clock;
  private final SecureRandom random;
  private volatile Keys keys;

  private EmbeddedAuthority(
      Path directory, String organisation, Clock clock, SecureRandom random, Keys keys) {
    this.directory = directory;
    this.organisation = organisation;
    this.clock = clock;
    this.random = random;
    this.keys = keys;
  }

  /**
   * Opens the authority of a directory; makes it if there is none.
   *
   * @param directory made if it is not there
   * @param organisation who the leaf is for: the producer of the labels
   * @throws CredentialsException if the directory cannot be written or the file in it is damaged
   * @throws IllegalArgumentException if the organisation is blank or holds control characters
   */
  public static EmbeddedAuthority open(
      Path directory, String organisation, Clock clock, SecureRandom random)
      throws CredentialsException {
    return new EmbeddedAuthority(
        directory,
        organisation,
        clock,
        random,
        locked(directory, organisation, clock.instant(), random));
  }

  /** The certificate that a validator must be told to trust; no validator does on its own. */
  public X509Certificate root() {
    return keys.root();
  }

  /** The root in PEM, as written beside the keys. */
  public Path rootFile() {
    return directory.resolve(ROOT_FILE);
  }

  @Override
  public CredentialSigner current() throws CredentialsException {
    Instant now = clock.instant();
    if (expiring(keys.signer().chain().get(0), now)) {
      keys = locked(directory, organisation, now, random);
    }
    return keys.signer();
  }

  private static Keys locked(Path directory, String organisation, Instant now, SecureRandom random)
      throws CredentialsException {
    synchronized (IN_THIS_PROCESS) {
      try {
        Files.createDirectories(directory);
        try (FileChannel channel =
                FileChannel.open(
                    directory.resolve(LOCK_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          assert lock.isValid();
          return openOrMake(directory, organisation, now, random);
        }
      } catch (IOException e) {
        throw new CredentialsException("the test authority in " + directory + ": " + e, e);
      } catch (GeneralSecurityException e) {
        throw new CredentialsException("no keys for the test authority could be made", e);
      }
    }
  }

  private static Keys openOrMake(
      Path directory, String organisation, Instant now, SecureRandom random)
      throws IOException, GeneralSecurityException, CredentialsException {
    Path file = directory.resolve(AUTHORITY_FILE);
    if (!Files.exists(file)) {
      KeyPair pair = X509Signing.keyPair(SigningAlgorithm.ES256, random);
      X509Certificate root = root(pair, organisation, now, random);
      return save(directory, leaf(pair.getPrivate(), root, organisation, now, random));
    }
    Keys found = read(file);
    X509Certificate leaf = found.signer().chain().get(0);
    boolean same =
        Arrays.equals(
            leaf.getSubjectX500Principal().getEncoded(),
            DistinguishedName.of(organisation, LEAF_NAME).der());
    if (!same || expiring(leaf, now)) {
      return save(directory, leaf(found.rootKey(), found.root(), organisation, now, random));
    }
    if (!Files.exists(directory.resolve(ROOT_FILE))) {
      saveRoot(directory, found.root());
    }
    return found;
  }

  private static X509Certificate root(
      KeyPair pair, String organisation, Instant now, SecureRandom random)
      throws GeneralSecurityException, CredentialsException {
    DistinguishedName name = DistinguishedName.of(organisation, ROOT_NAME);
    return Pem.certificate(
        X509Signing.certificate(
            name.der(),
            pair.getPublic(),
            name.der(),
            pair.getPrivate(),
            new X509Signing.Life(now.minus(CLOCK_DIFFERENCE), now.plus(ROOT_LIFE)),
            Extensions.root(pair.getPublic()),
            random));
  }

  private static Keys leaf(
      PrivateKey rootKey,
      X509Certificate root,
      String organisation,
      Instant now,
      SecureRandom random)
      throws GeneralSecurityException, CredentialsException {
    if (!now.plus(LEAF_LIFE).isBefore(root.getNotAfter().toInstant())) {
      throw new CredentialsException(
          "the test root ends at "
              + root.getNotAfter().toInstant()
              + ", too soon for another leaf: remove "
              + AUTHORITY_FILE
              + " for a new one");
    }
    KeyPair pair = X509Signing.keyPair(SigningAlgorithm.ES256, random);
    X509Certificate certificate =
        Pem.certificate(
            X509Signing.certificate(
                DistinguishedName.of(organisation, LEAF_NAME).der(),
                pair.getPublic(),
                root.getSubjectX500Principal().getEncoded(),
                rootKey,
                new X509Signing.Life(now.minus(CLOCK_DIFFERENCE), now.plus(LEAF_LIFE)),
                Extensions.leaf(pair.getPublic(), root.getPublicKey(), PURPOSES),
                random));
    return new Keys(
        rootKey,
        root,
        pair.getPrivate(),
        new KeyStoreSigner(pair.getPrivate(), List.of(certificate), null));
  }

  private static Keys save(Path directory, Keys keys) throws IOException, CredentialsException {
    String text =
        Pem.text(Pem.PRIVATE_KEY, keys.rootKey().getEncoded())
            + Pem.text(keys.root())
            + Pem.text(Pem.PRIVATE_KEY, keys.leafKey().getEncoded())
            + Pem.text(keys.signer().chain().get(0));
    SecretFile.replace(directory.resolve(AUTHORITY_FILE), text);
    saveRoot(directory, keys.root());
    return keys;
  }

  private static void saveRoot(Path directory, X509Certificate root)
      throws IOException, CredentialsException {
    SecretFile.replace(directory.resolve(ROOT_FILE), Pem.text(root));
  }

  private static Keys read(Path file) throws IOException, CredentialsException {
    if (Files.size(file) > Pem.MOST_BYTES) {
      throw damaged(file);
    }
    List<Pem.Block> blocks = Pem.blocks(Files.readString(file, StandardCharsets.UTF_8));
    if (!blocks.stream()
        .map(Pem.Block::type)
        .toList()
        .equals(List.of(Pem.PRIVATE_KEY, Pem.CERTIFICATE, Pem.PRIVATE_KEY, Pem.CERTIFICATE))) {
      throw damaged(file);
    }
    X509Certificate root = Pem.certificate(blocks.get(1).der());
    X509Certificate leaf = Pem.certificate(blocks.get(3).der());
    PrivateKey leafKey = Pem.privateKey(blocks.get(2).der(), leaf.getPublicKey());
    return new Keys(
        Pem.privateKey(blocks.get(0).der(), root.getPublicKey()),
        root,
        leafKey,
        new KeyStoreSigner(leafKey, List.of(leaf), null));
  }

  private static CredentialsException damaged(Path file) {
    return new CredentialsException(
        file + " is damaged: expected two keys, each with its certificate; remove it for new ones");
  }

  private static boolean expiring(X509Certificate leaf, Instant now) {
    return !now.plus(RENEW_BEFORE).isBefore(leaf.getNotAfter().toInstant());
  }
}
