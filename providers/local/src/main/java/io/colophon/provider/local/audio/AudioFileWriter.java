package io.colophon.provider.local.audio;

import java.io.Closeable;
import java.io.IOException;

/**
 * An audio file being written. Used by one thread. The same samples give the same bytes: no encoder
 * date, version or random serial number is put in.
 */
public interface AudioFileWriter extends PcmSink, Closeable {

  /**
   * Completes the file. Closing again does nothing. After a failed {@link #write} it only releases
   * what is held, and the file is of no use.
   */
  @Override
  void close() throws IOException;
}
