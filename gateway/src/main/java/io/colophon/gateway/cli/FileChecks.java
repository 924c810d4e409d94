package io.colophon.gateway.cli;

import io.colophon.gateway.provenance.FileVerdict;
import io.colophon.gateway.provenance.FileVerification;
import io.colophon.gateway.provenance.LayerReader;
import io.colophon.gateway.server.DataDirectory;
import io.colophon.labeling.credentials.read.TrustAnchors;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.ProvenanceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies files on this machine. The log that is asked is, in this order: the one of the data
 * directory that was named; the one in a folder {@code data} beside the file, as the demo leaves
 * it; the one in the default data directory; none.
 */
final class FileChecks implements AutoCloseable {
  private static final String BESIDE = "data";

  private final Optional<Path> named;
  private final LayerReader layers;
  private final Map<Path, ProvenanceReader> open = new HashMap<>();

  /**
   * @param trusted PEM files with authorities to believe
   */
  FileChecks(Optional<Path> named, List<Path> trusted) throws IOException {
    this.layers = LayerReader.of(TrustAnchors.read(trusted), Clock.systemUTC());
    this.named = named;
  }

  /** Verifies one file. */
  FileVerdict verify(Path file) throws IOException {
    Optional<Path> folder = logFor(file);
    return new FileVerification(
            folder.isEmpty() ? Optional.empty() : Optional.of(log(folder.get())), layers)
        .verify(file);
  }

  private Optional<Path> logFor(Path file) {
    if (named.isPresent()) {
      Path log = new DataDirectory(named.get()).provenance();
      if (!Files.isDirectory(log)) {
        throw new CommandFailedException(
            named.get().toAbsolutePath().normalize() + " holds no provenance log");
      }
      return Optional.of(log);
    }
    return List.of(file.toAbsolutePath().resolveSibling(BESIDE), Path.of(DataOption.DEFAULT))
        .stream()
        .map(data -> new DataDirectory(data).provenance())
        .filter(Files::isDirectory)
        .findFirst();
  }

  private ProvenanceReader log(Path folder) throws IOException {
    ProvenanceReader reader = open.get(folder);
    if (reader == null) {
      reader = ProvenanceLog.openReadOnly(folder);
      open.put(folder, reader);
    }
    return reader;
  }

  @Override
  public void close() throws IOException {
    for (ProvenanceReader reader : open.values()) {
      reader.close();
    }
  }
}
