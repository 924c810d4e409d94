package io.colophon.labeling.provenance;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The reader of records, from outside of its package, for tests with hostile bytes. */
public final class RecordBytes {
  private RecordBytes() {}

  /** Reads a record and writes it again. */
  public static byte[] again(byte[] bytes) throws IOException {
    ByteBuffer written = RecordWriter.write(RecordReader.read(ByteBuffer.wrap(bytes)));
    byte[] again = new byte[written.remaining()];
    written.get(again);
    return again;
  }
}
