package io.colophon.gateway.labels;

import io.colophon.provider.spi.GenerationEvent;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A labelled file on its way to the caller, piece by piece. The file vanishes when it is closed.
 * Used by one thread at a time.
 */
final class OutgoingFile {
  private static final Logger log = LoggerFactory.getLogger(OutgoingFile.class);
  private static final int PIECE_BYTES = 64 * 1024;

  private final FileChannel channel;
  private final int index;
  private final String mimeType;
  private long leftBytes;

  private OutgoingFile(FileChannel channel, int index, String mimeType, long sizeBytes) {
    this.channel = channel;
    this.index = index;
    this.mimeType = mimeType;
    this.leftBytes = sizeBytes;
  }

  static OutgoingFile open(Path file, int index, String mimeType, long sizeBytes)
      throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    return new OutgoingFile(channel, index, mimeType, sizeBytes);
  }

  /** The next piece; {@code last} when there is no more after it. */
  GenerationEvent.MediaChunk next() throws IOException {
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, leftBytes));
    while (piece.hasRemaining()) {
      if (channel.read(piece) < 0) {
        throw new EOFException(leftBytes + " bytes missing of a labelled file");
      }
    }
    leftBytes -= piece.capacity();
    return new GenerationEvent.MediaChunk(index, mimeType, piece.flip(), leftBytes == 0);
  }

  void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      log.warn("could not close a labelled file: {}", failure.toString());
    }
  }
}
