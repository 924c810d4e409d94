package io.colophon.gateway.artifacts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An artifact while its bytes arrive. Used by one thread at a time. */
public final class IncomingArtifact implements AutoCloseable {
  private final ArtifactStore store;
  private final String name;
  private final String mimeType;
  private final Path file;
  private final FileChannel channel;

  IncomingArtifact(ArtifactStore store, String name, String mimeType, Path file)
      throws IOException {
    this.store = store;
    this.name = name;
    this.mimeType = mimeType;
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
  }

  /** Adds bytes; the buffer's position stays. */
  public void write(ByteBuffer bytes) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** Hands the whole of it to the store; it is durable when this returns. */
  public void complete() throws IOException {
    channel.close();
    store.put(name, mimeType, file);
  }

  /** Drops what has not become whole; harmless after {@link #complete}. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
