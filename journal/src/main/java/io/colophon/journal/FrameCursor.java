package io.colophon.journal;

import io.colophon.journal.Storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Walks over the frames of one segment, through a buffer that grows to the largest record met. */
final class FrameCursor {
  private final StoredFile file;
  private ByteBuffer buffer;
  private int at;
  private long offset;
  private String problem = "";

  /** Starts at {@code offset}, where a frame begins; reads about {@code chunkBytes} at a time. */
  FrameCursor(StoredFile file, long offset, int chunkBytes) {
    this.file = file;
    this.offset = offset;
    this.buffer = ByteBuffer.allocate(Math.max(chunkBytes, Frame.OVERHEAD_BYTES)).limit(0);
  }

  /**
   * Looks at the frame at {@link #offset}; false when there is no sound one, {@link #problem} says
   * why.
   */
  boolean look() throws IOException {
    if (!have(Frame.HEADER_BYTES)) {
      problem = "the file ends within a frame header";
      return false;
    }
    if (!Frame.headerIsSound(buffer, at)) {
      problem = "frame header is damaged or missing";
      return false;
    }
    long length = Frame.length(buffer, at);
    if (length > Integer.MAX_VALUE - 64 || !have((int) length + Frame.OVERHEAD_BYTES)) {
      problem = "the file ends within the record";
      return false;
    }
    if (!Frame.payloadIsSound(buffer, at)) {
      problem = "record does not match its CRC32C";
      return false;
    }
    return true;
  }

  /** Steps over the sound frame that {@link #look} saw. */
  void step() {
    int bytes = Frame.length(buffer, at) + Frame.OVERHEAD_BYTES;
    at += bytes;
    offset += bytes;
  }

  /** Drops what was buffered, so that the next look reads the file anew. */
  void reload() {
    buffer.limit(0);
    at = 0;
  }

  /** Where in the file the current frame begins. */
  long offset() {
    return offset;
  }

  String problem() {
    return problem;
  }

  long index() {
    return Frame.index(buffer, at);
  }

  /** The record itself, read-only, valid until the next look. */
  ByteBuffer payload() {
    return buffer.slice(at + Frame.HEADER_BYTES, Frame.length(buffer, at)).asReadOnlyBuffer();
  }

  private boolean have(int bytes) throws IOException {
    if (buffer.limit() - at >= bytes) {
      return true;
    }
    ByteBuffer target = buffer;
    if (buffer.capacity() < bytes) {
      if (file.size() - offset < bytes) {
        return false; // a length that the file cannot hold must not become memory
      }
      target = ByteBuffer.allocate(bytes);
    }
    target.clear();
    file.read(target, offset);
    target.flip();
    buffer = target;
    at = 0;
    return buffer.limit() >= bytes;
  }
}
