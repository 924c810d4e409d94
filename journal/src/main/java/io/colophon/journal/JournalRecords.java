package io.colophon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Read access to the records of a journal, numbered from 0, without gaps unless the journal goes on
 * after damage ({@link OnDamage#GO_ON}). Safe for any number of threads; each call blocks for disk
 * reads, so it does not belong on an event loop.
 */
public sealed interface JournalRecords permits Journal, JournalReader {

  /** Returns one more than the highest index that can be read now; without damage, how many. */
  long size();

  /**
   * Visits records in order, from {@code fromIndex} up to the {@link #size} at the time of the call
   * or until the visitor stops. Appends may go on meanwhile.
   *
   * @param fromIndex 0 or more; at or past {@link #size} nothing is visited
   * @throws CorruptJournalException at the first frame that is not what was written; all records
   *     before it have been visited. Under {@link OnDamage#GO_ON} the visitor is told instead
   */
  void read(long fromIndex, RecordVisitor visitor) throws IOException;

  /**
   * Returns one record in a buffer of its own.
   *
   * @throws IndexOutOfBoundsException if the index is negative or not below {@link #size}
   * @throws CorruptJournalException if the frame is not what was written
   */
  ByteBuffer read(long index) throws IOException;
}
