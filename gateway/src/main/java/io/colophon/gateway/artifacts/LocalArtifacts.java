package io.colophon.gateway.artifacts;

import io.colophon.journal.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Artifacts in a folder of this machine: a folder for each job. */
final class LocalArtifacts implements ArtifactStore {
  private final Path directory;

  LocalArtifacts(Path directory) {
    this.directory = directory;
  }

  @Override
  public void put(String name, String mimeType, Path file) throws IOException {
    Path target = directory.resolve(name);
    Path folder = directory.resolve(name.substring(0, name.indexOf('/')));
    Files.createDirectories(folder);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    DurableFiles.forceNames(folder);
  }

  @Override
  public long size(String name) throws IOException {
    return Files.size(directory.resolve(name));
  }

  @Override
  public InputStream read(String name, long from) throws IOException {
    FileChannel channel = FileChannel.open(directory.resolve(name), StandardOpenOption.READ);
    try {
      return Channels.newInputStream(channel.position(from));
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  @Override
  public void deleteFolder(String folder) throws IOException {
    Path path = directory.resolve(folder);
    if (!Files.isDirectory(path)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }

  @Override
  public void close() {
    // nothing is held open
  }
}
