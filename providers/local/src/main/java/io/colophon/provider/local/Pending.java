package io.colophon.provider.local;

import io.colophon.provider.spi.GenerationEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events that were made and wait for demand. Used by one thread at a time. */
sealed interface Pending {

  /** The next event of it. */
  GenerationEvent next() throws IOException;

  /** Whether another event follows. */
  boolean hasNext();

  /** Releases what is held; nothing is asked for afterwards. */
  void discard();

  /** A single event. */
  final class One implements Pending {
    private final GenerationEvent event;
    private boolean given;

    One(GenerationEvent event) {
      this.event = event;
    }

    GenerationEvent event() {
      return event;
    }

    @Override
    public GenerationEvent next() {
      given = true;
      return event;
    }

    @Override
    public boolean hasNext() {
      return !given;
    }

    @Override
    public void discard() {}
  }

  /** A file, chunk by chunk. The file is removed when it is opened and lives until it is closed. */
  final class MediaFile implements Pending {
    /** Size of every chunk but the last. */
    static final int CHUNK_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(MediaFile.class);

    private final int index;
    private final String mimeType;
    private final FileChannel channel;
    private final long size;
    private long position;
    private boolean given;

    private MediaFile(int index, String mimeType, FileChannel channel, long size) {
      this.index = index;
      this.mimeType = mimeType;
      this.channel = channel;
      this.size = size;
    }

    /** Takes a complete file over. */
    static MediaFile takeOver(int index, String mimeType, Path file) throws IOException {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        long size = channel.size();
        Files.delete(file);
        return new MediaFile(index, mimeType, channel, size);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    @Override
    public GenerationEvent next() throws IOException {
      ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, size - position));
      while (chunk.hasRemaining()) {
        if (channel.read(chunk, position + chunk.position()) < 0) {
          throw new IOException("a file of " + size + " bytes ended early");
        }
      }
      position += chunk.position();
      given = true;
      boolean last = position == size;
      if (last) {
        channel.close();
      }
      return new GenerationEvent.MediaChunk(index, mimeType, chunk.flip(), last);
    }

    @Override
    public boolean hasNext() {
      return !given || position < size;
    }

    @Override
    public void discard() {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("An output file could not be closed", e);
      }
    }
  }
}
