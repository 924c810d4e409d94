package io.colophon.gateway.config;

import io.colophon.gateway.config.yaml.FileProblem;
import io.colophon.gateway.config.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Content of a file at a moment, for comparing.
 *
 * @param value digest of the content, or why there is none
 */
record FileFingerprint(String value) {

  static FileFingerprint of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(in.readNBytes(4 * YamlReader.MAX_CHARACTERS + 1));
      return new FileFingerprint(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException unreadable) {
      return new FileFingerprint(FileProblem.of(unreadable));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Folders in which a change can change the file: its own, and where its link leads. */
  static Set<Path> folders(Path file) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    Optional.ofNullable(file.toAbsolutePath().getParent()).ifPresent(folders::add);
    Optional.ofNullable(file.toRealPath().getParent()).ifPresent(folders::add);
    return folders;
  }
}
