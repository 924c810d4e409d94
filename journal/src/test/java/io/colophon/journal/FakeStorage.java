package io.colophon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Files in memory on a disk that can be full, broken or slow. */
final class FakeStorage implements Storage {
  private final Map<String, FakeFile> files = new ConcurrentHashMap<>();
  final AtomicInteger forces = new AtomicInteger();
  final AtomicInteger forcesBegun = new AtomicInteger();

  /** Bytes that all files together may take. */
  volatile long capacityBytes = Long.MAX_VALUE;

  volatile boolean forceFails;
  volatile boolean truncateFails;

  /** Each force takes a permit; plenty unless a test drains them. */
  final Semaphore forcePermits = new Semaphore(Integer.MAX_VALUE);

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public FakeFile open(String name, boolean writable) throws IOException {
    FakeFile file = files.get(name);
    if (file == null) {
      throw new NoSuchFileException(name);
    }
    return file;
  }

  @Override
  public FakeFile create(String name) throws IOException {
    if (used() >= capacityBytes) {
      throw new IOException("No space left on device");
    }
    FakeFile file = new FakeFile();
    files.put(name, file);
    return file;
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public void forceNames() {}

  @Override
  public void close() {}

  long used() {
    return files.values().stream().mapToLong(FakeFile::size).sum();
  }

  final class FakeFile implements StoredFile {
    private byte[] bytes = new byte[0];

    @Override
    public synchronized long size() {
      return bytes.length;
    }

    @Override
    public synchronized void read(ByteBuffer into, long position) {
      int from = (int) Math.min(position, bytes.length);
      into.put(bytes, from, Math.min(into.remaining(), bytes.length - from));
    }

    /** Writes as much as fits, as a real disk does, and then fails. */
    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      long others = used() - size();
      synchronized (this) {
        long room = capacityBytes - others - position;
        int count = (int) Math.max(0, Math.min(from.remaining(), room));
        if (position + count > bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) position + count);
        }
        from.get(bytes, (int) position, count);
      }
      if (from.hasRemaining()) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void force() throws IOException {
      forcesBegun.incrementAndGet();
      forcePermits.acquireUninterruptibly();
      forcePermits.release();
      if (forceFails) {
        throw new IOException("Input/output error");
      }
      forces.incrementAndGet();
    }

    @Override
    public synchronized void truncate(long size) throws IOException {
      if (truncateFails) {
        throw new IOException("Input/output error");
      }
      if (size < bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) size);
      }
    }

    @Override
    public void close() {}
  }
}
