package io.colophon.gateway.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * Where a server keeps everything, and what lies where.
 *
 * @param root the folder; made when missing
 */
public record DataDirectory(Path root) {
  private static final int SALT_BYTES = 32;

  /** Entries of the usage ledger. */
  public Path ledger() {
    return root.resolve("ledger");
  }

  /** Records of the provenance log. */
  public Path provenance() {
    return root.resolve("provenance");
  }

  /** Key that signs the provenance log's checkpoints. */
  public Path provenanceKey() {
    return root.resolve("secrets").resolve("provenance.key");
  }

  /** API keys and operations. */
  public Path database() {
    return root.resolve("colophon.db");
  }

  /** The ledger as tables, where that is not a database that several gateways share. */
  public Path usageDatabase() {
    return root.resolve("usage.db");
  }

  /** This gateway's name in a database that several share; made at the first start. */
  public Path instance() {
    return root.resolve("instance");
  }

  /** How far each exporter of usage has come. */
  public Path exports() {
    return root.resolve("exports");
  }

  /** Outputs of jobs. */
  public Path artifacts() {
    return root.resolve("artifacts");
  }

  /** Media that wait for their label; emptied at start. */
  public Path spool() {
    return root.resolve("spool");
  }

  /** Files that labelling works on; emptied at start. */
  public Path scratch() {
    return root.resolve("spool").resolve("labeling");
  }

  /** Files that were handed in to be verified, while they are looked at; emptied at start. */
  public Path uploads() {
    return root.resolve("spool").resolve("uploads");
  }

  /** Keys of the test authority that signs where the operator gave no key. */
  public Path signing() {
    return root.resolve("signing");
  }

  /** What can be made again. */
  public Path cache() {
    return root.resolve("cache");
  }

  /**
   * Makes the folder and sees to it that it can be written.
   *
   * @throws IOException if not; the message names the folder and says what to do
   */
  void prepare() throws IOException {
    try {
      Files.createDirectories(root);
      Files.createDirectories(cache());
      Path secrets = root.resolve("secrets");
      if (!Files.isDirectory(secrets)) {
        Files.createDirectory(
            secrets,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Path probe = root.resolve(".writable");
      Files.write(probe, new byte[] {1}, StandardOpenOption.CREATE, StandardOpenOption.SYNC);
      Files.delete(probe);
    } catch (IOException failure) {
      throw new IOException(
          "cannot write to the data directory "
              + root.toAbsolutePath()
              + " ("
              + failure
              + "): nothing could be recorded there; name another with --data or storage.directory",
          failure);
    }
  }

  /** The salt of end users' pseudonyms; made at first start, readable by its owner alone. */
  byte[] endUserSalt() throws IOException {
    return secret("end-user.salt");
  }

  /** What signs links to artifacts and addresses for upstreams' calls; made in the same way. */
  byte[] linkKey() throws IOException {
    return secret("links.key");
  }

  private byte[] secret(String name) throws IOException {
    Path file = root.resolve("secrets").resolve(name);
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException first) {
      byte[] salt = new byte[SALT_BYTES];
      new SecureRandom().nextBytes(salt);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, salt, StandardOpenOption.SYNC);
      return salt;
    }
  }
}
