package io.colophon.labeling.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a log beside its records: whose key it is signed with. */
final class LogFiles {
  private static final String VERIFIER = "verifier";

  private LogFiles() {}

  static Path records(Path directory) {
    return directory.resolve("records");
  }

  static Path personal(Path directory) {
    return directory.resolve("personal");
  }

  static Path fingerprints(Path directory) {
    return directory.resolve("fingerprints");
  }

  static Path stamps(Path directory) {
    return directory.resolve("stamps");
  }

  static Path tiles(Path directory) {
    return directory.resolve("tiles");
  }

  static boolean hasVerifier(Path directory) {
    return Files.exists(directory.resolve(VERIFIER));
  }

  static VerifierKey readVerifier(Path directory) throws IOException {
    Path file = directory.resolve(VERIFIER);
    try {
      return VerifierKey.parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Makes the key at first start; later reads it and refuses another than the log was begun with.
   */
  static SigningKey key(Path directory, LogOptions options) throws IOException {
    if (!hasVerifier(directory)) {
      SigningKey key =
          Files.exists(options.keyFile())
              ? SigningKey.load(options.keyFile(), options.origin())
              : SigningKey.create(options.keyFile(), options.origin(), options.random());
      Files.writeString(directory.resolve(VERIFIER), key.verifier().text() + "\n");
      return key;
    }
    VerifierKey known = readVerifier(directory);
    if (!Files.exists(options.keyFile())) {
      throw new IOException(
          "key file " + options.keyFile() + " is missing; the log was begun with " + known.text());
    }
    SigningKey key = SigningKey.load(options.keyFile(), options.origin());
    if (!key.verifier().equals(known)) {
      throw new IOException(
          "key file "
              + options.keyFile()
              + " holds "
              + key.verifier().text()
              + ", the log was begun with "
              + known.text());
    }
    return key;
  }
}
