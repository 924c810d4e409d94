package io.colophon.journal;

import io.colophon.journal.JournalException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: takes what has queued up, writes it, forces once, and completes the
 * futures. Whatever arrives during the force makes the next batch.
 *
 * <p>After a failure the file is cut back to the last durable record before anything else is
 * written, so a record whose future failed does not come back, unless the process ends before the
 * cut succeeds.
 */
final class Writer implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);

  /** A long queue is forced in parts, so that the first records do not wait for the last. */
  private static final int MAX_UNFORCED_BYTES = 4 << 20;

  private static final int STAGING_BYTES = 256 << 10;
  private static final long PROBE_NANOS = 500_000_000;

  private final Intake intake;
  private final ActiveSegment active;
  private final String name;
  private final ByteBuffer staging;
  private volatile boolean healthy = true;

  private int unforcedRecords;

  Writer(Intake intake, ActiveSegment active, int maxRecordBytes, String name) {
    this.intake = intake;
    this.active = active;
    this.name = name;
    this.staging =
        ByteBuffer.allocateDirect(Math.max(STAGING_BYTES, maxRecordBytes + Frame.OVERHEAD_BYTES));
  }

  boolean healthy() {
    return healthy;
  }

  @Override
  public void run() {
    while (true) {
      Pending batch = intake.take(healthy ? 0 : PROBE_NANOS);
      if (batch != null) {
        commit(batch);
      } else if (intake.isClosing()) {
        return;
      } else if (!healthy) {
        probe();
      }
    }
  }

  private void commit(Pending batch) {
    Pending waiting = batch; // the oldest whose record is not durable yet
    try {
      active.repair();
      for (Pending p = batch; p != null; ) {
        Pending next = p.next; // forcing lets go of the chain up to p
        int bytes = Frame.OVERHEAD_BYTES + p.length;
        if (!active.hasRoom(staging.position() + bytes)) {
          waiting = force(waiting);
          active.roll();
        }
        if (staging.remaining() < bytes) {
          active.write(staging);
        }
        stage(p);
        if (active.unforcedBytes() + staging.position() >= MAX_UNFORCED_BYTES) {
          waiting = force(waiting);
        }
        p = next;
      }
      waiting = force(waiting);
    } catch (Throwable e) { // this thread must live on, or every later append would wait for ever
      fail(waiting, e);
    }
  }

  private void stage(Pending p) {
    ByteBuffer record = p.record;
    if (record != null) {
      active.segment().add(active.writtenEnd() + staging.position());
      Frame.put(
          staging, record, p.offset, p.length, active.records() + unforcedRecords, unforcedRecords);
      unforcedRecords++;
    }
  }

  /** Makes all that is staged durable and completes it; returns the first record behind it. */
  private @Nullable Pending force(@Nullable Pending from) throws IOException {
    if (unforcedRecords == 0) {
      return from;
    }
    active.write(staging);
    active.force(unforcedRecords);
    recovered(); // before the futures: whoever sees one done sees it
    long index = active.records() - unforcedRecords;
    Pending p = from;
    for (; unforcedRecords > 0 && p != null; unforcedRecords--) {
      Pending next = p.next;
      done(p);
      p.complete(index++);
      p = next;
    }
    return p;
  }

  private void fail(@Nullable Pending from, Throwable cause) {
    staging.clear();
    unforcedRecords = 0;
    if (healthy) {
      healthy = false;
      log.error(
          "journal {}: could not write; refusing until the disk takes writes again", name, cause);
    }
    JournalException failure =
        new JournalException(
            Reason.DISK, "journal " + name + " could not write: " + cause.getMessage(), cause);
    active.damaged();
    try {
      active.repair();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    for (Pending p = from; p != null; ) {
      Pending next = p.next;
      done(p);
      p.completeExceptionally(failure);
      p = next;
    }
  }

  /** Lets go of the record and of the chain, and makes room for another before callbacks run. */
  private void done(Pending p) {
    p.next = null;
    p.record = null;
    intake.release(p);
  }

  /** While nobody appends, finds out whether the disk takes writes again. */
  private void probe() {
    try {
      active.repair();
      active.probe();
      recovered();
    } catch (IOException e) {
      log.debug("journal {}: the disk still refuses", name, e);
    }
  }

  private void recovered() {
    if (!healthy) {
      healthy = true;
      log.info("journal {}: the disk takes writes again", name);
    }
  }
}
