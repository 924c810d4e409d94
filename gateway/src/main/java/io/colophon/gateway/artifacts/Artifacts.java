package io.colophon.gateway.artifacts;

import io.colophon.gateway.config.S3Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** What jobs put out, in the store that the configuration names. Calls block. Thread-safe. */
public final class Artifacts implements AutoCloseable {
  private final ArtifactStore store;
  private final Path incoming;

  Artifacts(ArtifactStore store, Path incoming) {
    this.store = store;
    this.incoming = incoming;
  }

  /**
   * Opens them.
   *
   * @param directory where they are kept, and where they are put together in any case
   * @param s3 keeps them instead
   * @throws IOException if the folder cannot be used
   * @throws IllegalArgumentException if the store cannot be opened as configured
   */
  public static Artifacts open(Path directory, Optional<S3Config> s3) throws IOException {
    Path incoming = directory.resolve("incoming");
    Files.createDirectories(incoming);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(incoming)) {
      for (Path file : left) { // of a process that died
        Files.delete(file);
      }
    }
    return new Artifacts(
        s3.map(Artifacts::open).orElseGet(() -> new LocalArtifacts(directory)), incoming);
  }

  private static ArtifactStore open(S3Config config) {
    return ServiceLoader.load(ArtifactStoreFactory.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "storage.artifacts.s3 is set, but nothing on the class path speaks S3: expected"
                        + " the module colophon-artifacts-s3"))
        .open(config);
  }

  /**
   * Begins to take one in.
   *
   * @param file its name within the job's folder
   */
  public IncomingArtifact receive(String jobId, String file, String mimeType) throws IOException {
    Path fresh = Files.createTempFile(incoming, jobId, "." + file);
    return new IncomingArtifact(store, jobId + "/" + file, mimeType, fresh);
  }

  /**
   * How many bytes it has.
   *
   * @throws java.nio.file.NoSuchFileException if it is not kept
   */
  public long size(String jobId, String file) throws IOException {
    return store.size(jobId + "/" + file);
  }

  /** Reads it from a position on; to be closed by the caller. */
  public InputStream read(String jobId, String file, long from) throws IOException {
    return store.read(jobId + "/" + file, from);
  }

  /** All of it. */
  public ByteBuffer readAll(String jobId, String file) throws IOException {
    try (InputStream in = read(jobId, file, 0)) {
      return ByteBuffer.wrap(in.readAllBytes());
    }
  }

  /** Deletes what a job put out. */
  public void delete(String jobId) {
    try {
      store.deleteFolder(jobId);
    } catch (IOException failure) {
      throw new UncheckedIOException("outputs of job " + jobId + " cannot be deleted", failure);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
