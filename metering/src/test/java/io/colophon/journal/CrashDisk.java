package io.colophon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A disk in memory that stops for good at a chosen operation, in the middle of it if that is a
 * write. What is found afterwards is what a killed process leaves ({@link #afterKill}), or what a
 * machine without power leaves ({@link #afterPowerCut}): there every 512-byte block that was not
 * forced may hold the old bytes or the new ones, and names that were not forced may be missing.
 */
public final class CrashDisk implements Storage {
  private static final int BLOCK = 512;

  private final Map<String, CrashFile> files = new LinkedHashMap<>();
  private final Set<String> forcedNames = new HashSet<>();
  private final Random random;
  private long left;
  private long operations;

  /**
   * @param random decides how much of the last write is done
   */
  public CrashDisk(Random random) {
    this.random = random;
    this.left = Long.MAX_VALUE;
  }

  /** Stops at the operation that comes after so many more that change something. */
  public synchronized void stopAfter(long count) {
    left = count;
  }

  public synchronized boolean isStopped() {
    return left < 0;
  }

  /** How many operations changed something. */
  public synchronized long operations() {
    return operations;
  }

  /** A journal on this disk. */
  public Journal open(JournalOptions options) throws IOException {
    return Journal.open(this, () -> {}, options, "crash");
  }

  /** The disk as the next process finds it; everything written is there. */
  public synchronized CrashDisk afterKill() {
    CrashDisk next = new CrashDisk(random);
    files.forEach((name, file) -> next.put(name, file.now));
    return next;
  }

  /** The disk as the next process finds it after the power failed. */
  public synchronized CrashDisk afterPowerCut() {
    CrashDisk next = new CrashDisk(random);
    files.forEach(
        (name, file) -> {
          if (forcedNames.contains(name) || random.nextBoolean()) {
            next.put(name, file.torn());
          }
        });
    return next;
  }

  private void put(String name, byte[] bytes) {
    CrashFile file = new CrashFile();
    file.now = bytes.clone();
    file.forced = bytes.clone();
    files.put(name, file);
    forcedNames.add(name);
  }

  /** Whether the operation is done; fails once the disk has stopped. */
  private boolean isDone() throws IOException {
    if (left < 0) {
      throw new IOException("the disk has stopped");
    }
    operations++;
    return left-- > 0;
  }

  private static IOException stopped() {
    return new IOException("the disk stops");
  }

  @Override
  public synchronized List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized StoredFile open(String name, boolean writable) throws IOException {
    CrashFile file = files.get(name);
    if (file == null) {
      throw new NoSuchFileException(name);
    }
    return file;
  }

  @Override
  public synchronized StoredFile create(String name) throws IOException {
    if (!isDone()) {
      throw stopped();
    }
    CrashFile file = new CrashFile();
    files.put(name, file);
    forcedNames.remove(name);
    return file;
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    if (!isDone()) {
      throw stopped();
    }
    files.remove(name);
  }

  @Override
  public synchronized void forceNames() throws IOException {
    if (!isDone()) {
      throw stopped();
    }
    forcedNames.clear();
    forcedNames.addAll(files.keySet());
  }

  @Override
  public void close() {}

  private final class CrashFile implements StoredFile {
    private byte[] now = new byte[0];
    private byte[] forced = new byte[0];

    /** Block by block old or new, and of some length between. */
    private byte[] torn() {
      int shorter = Math.min(forced.length, now.length);
      int longer = Math.max(forced.length, now.length);
      byte[] torn = new byte[shorter + random.nextInt(longer - shorter + 1)];
      List<byte[]> versions = new ArrayList<>(List.of(forced, now));
      for (int from = 0; from < torn.length; from += BLOCK) {
        byte[] version = versions.get(random.nextInt(2));
        for (int i = from; i < Math.min(from + BLOCK, torn.length); i++) {
          torn[i] = i < version.length ? version[i] : 0;
        }
      }
      return torn;
    }

    @Override
    public long size() {
      synchronized (CrashDisk.this) {
        return now.length;
      }
    }

    @Override
    public void read(ByteBuffer into, long position) {
      synchronized (CrashDisk.this) {
        int from = (int) Math.min(position, now.length);
        into.put(now, from, Math.min(into.remaining(), now.length - from));
      }
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      synchronized (CrashDisk.this) {
        boolean done = isDone();
        int count = done ? from.remaining() : random.nextInt(from.remaining() + 1);
        if (position + count > now.length) {
          now = Arrays.copyOf(now, (int) position + count);
        }
        from.get(now, (int) position, count);
        if (!done) {
          throw stopped();
        }
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (CrashDisk.this) {
        if (!isDone()) {
          if (random.nextBoolean()) {
            forced = now.clone(); // done, but nobody heard of it
          }
          throw stopped();
        }
        forced = now.clone();
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (CrashDisk.this) {
        boolean done = isDone();
        if ((done || random.nextBoolean()) && size < now.length) {
          now = Arrays.copyOf(now, (int) size);
        }
        if (!done) {
          throw stopped();
        }
      }
    }

    @Override
    public void close() {}
  }
}
