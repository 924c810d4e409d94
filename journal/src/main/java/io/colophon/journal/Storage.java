package io.colophon.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The few things a journal asks of a file system; tests put a failing one in its place. */
interface Storage extends Closeable {

  /** Names of all files, in no order. */
  List<String> list() throws IOException;

  /** Opens a file that exists. */
  StoredFile open(String name, boolean writable) throws IOException;

  /** Creates an empty file, writable; empties the one of that name if there is one. */
  StoredFile create(String name) throws IOException;

  void delete(String name) throws IOException;

  /** Makes created and deleted names durable. */
  void forceNames() throws IOException;

  /** One file; reads and writes name their place and never move a common position. */
  interface StoredFile extends Closeable {

    long size() throws IOException;

    /** Reads until the buffer is full or the file ends. */
    void read(ByteBuffer into, long position) throws IOException;

    /** Writes all bytes, or fails with any part of them written. */
    void write(ByteBuffer from, long position) throws IOException;

    /** Returns once every byte written before is on disk. */
    void force() throws IOException;

    void truncate(long size) throws IOException;
  }
}
