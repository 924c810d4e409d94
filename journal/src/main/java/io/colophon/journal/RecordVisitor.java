package io.colophon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Receives records in order, on the thread that called {@link JournalRecords#read}. */
@FunctionalInterface
public interface RecordVisitor {

  /**
   * Takes one record.
   *
   * @param index the record's number, from 0
   * @param record read-only, from position to limit; valid only during the call
   * @return whether to go on with the next record
   */
  boolean visit(long index, ByteBuffer record) throws IOException;

  /**
   * Told of records that are passed over, in a journal that goes on after damage. Never called by
   * one that refuses it.
   */
  default void dropped(Damage damage) throws IOException {}
}
