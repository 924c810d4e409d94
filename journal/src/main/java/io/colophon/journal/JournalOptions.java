package io.colophon.journal;

import java.time.Duration;

/**
 * Limits of a journal.
 *
 * @param segmentBytes size at which a new file is begun, 64 KiB to 1 GiB; default 64 MiB
 * @param maxRecordBytes largest record, 1 to {@code segmentBytes / 2}; default 1 MiB. The writer
 *     keeps one buffer of at least this size
 * @param queueRecords records that may wait for the disk at once, 1 to 8,000,000; default 65,536
 * @param queueBytes bytes that may wait for the disk at once, {@code maxRecordBytes} to 256 GiB;
 *     default 64 MiB
 * @param lazyDelay longest time a lazily appended record waits for a forced one to share its write,
 *     more than 0, at most 1 minute; default 200 ms
 * @param preallocateBytes file space made ready ahead of the records, so that a force writes data
 *     only and not the file's length as well (half the latency on ext4); 0 for none; default 1 MiB
 * @param onDamage what to do about damaged records; default {@link OnDamage#REFUSE}
 */
public record JournalOptions(
    int segmentBytes,
    int maxRecordBytes,
    int queueRecords,
    long queueBytes,
    Duration lazyDelay,
    int preallocateBytes,
    OnDamage onDamage) {

  private static final int MIB = 1 << 20;

  public JournalOptions {
    require("segmentBytes", segmentBytes, 64 << 10, 1 << 30);
    require("maxRecordBytes", maxRecordBytes, 1, segmentBytes / 2);
    require("queueRecords", queueRecords, 1, 8_000_000);
    require("queueBytes", queueBytes, maxRecordBytes, 1L << 38);
    require("lazyDelay in ns", lazyDelay.toNanos(), 1, Duration.ofMinutes(1).toNanos());
    require("preallocateBytes", preallocateBytes, 0, segmentBytes);
  }

  /** Options that refuse damage. */
  public JournalOptions(
      int segmentBytes,
      int maxRecordBytes,
      int queueRecords,
      long queueBytes,
      Duration lazyDelay,
      int preallocateBytes) {
    this(
        segmentBytes,
        maxRecordBytes,
        queueRecords,
        queueBytes,
        lazyDelay,
        preallocateBytes,
        OnDamage.REFUSE);
  }

  /** Returns the defaults named above. */
  public static JournalOptions defaults() {
    return new JournalOptions(64 * MIB, MIB, 65_536, 64L * MIB, Duration.ofMillis(200), MIB);
  }

  /** Returns these options with another segment size; the largest record shrinks to fit. */
  public JournalOptions withSegmentBytes(int bytes) {
    return new JournalOptions(
        bytes,
        Math.min(maxRecordBytes, bytes / 2),
        queueRecords,
        queueBytes,
        lazyDelay,
        Math.min(preallocateBytes, bytes),
        onDamage);
  }

  /** Returns these options with other limits of the queue. */
  public JournalOptions withQueue(int records, long bytes) {
    return new JournalOptions(
        segmentBytes, maxRecordBytes, records, bytes, lazyDelay, preallocateBytes, onDamage);
  }

  /** Returns these options with another longest record; the queue's byte limit grows to fit. */
  public JournalOptions withMaxRecordBytes(int bytes) {
    return new JournalOptions(
        segmentBytes,
        bytes,
        queueRecords,
        Math.max(queueBytes, bytes),
        lazyDelay,
        preallocateBytes,
        onDamage);
  }

  /** Returns these options with another longest wait of lazy records. */
  public JournalOptions withLazyDelay(Duration delay) {
    return new JournalOptions(
        segmentBytes, maxRecordBytes, queueRecords, queueBytes, delay, preallocateBytes, onDamage);
  }

  /** Returns these options with another amount of file space made ready; 0 for none. */
  public JournalOptions withPreallocateBytes(int bytes) {
    return new JournalOptions(
        segmentBytes, maxRecordBytes, queueRecords, queueBytes, lazyDelay, bytes, onDamage);
  }

  /** Returns these options with another answer to damage. */
  public JournalOptions withOnDamage(OnDamage what) {
    return new JournalOptions(
        segmentBytes, maxRecordBytes, queueRecords, queueBytes, lazyDelay, preallocateBytes, what);
  }

  private static void require(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected " + min + " to " + max);
    }
  }
}
