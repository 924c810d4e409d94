package io.colophon.labeling.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the newest checkpoint stamped now and then, and keeps note and token side by side: {@code
 * stamps/<size>.note} and {@code stamps/<size>.tst}. The log never waits for the authority.
 */
final class CheckpointStamps implements Checkpointer.Follower {
  private static final Logger log = LoggerFactory.getLogger(CheckpointStamps.class);

  private final Path folder;
  private final TimeStamper stamper;
  private final AtomicReference<@Nullable Checkpoint> waiting = new AtomicReference<>();
  private final ScheduledExecutorService executor;

  CheckpointStamps(Path folder, TimeStamper stamper, Duration interval) {
    this.folder = folder;
    this.stamper = stamper;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "provenance-stamps");
              thread.setDaemon(true);
              return thread;
            });
    long millis = interval.toMillis();
    var unused =
        executor.scheduleWithFixedDelay(this::stampWaiting, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void signed(Checkpoint checkpoint) {
    waiting.set(checkpoint);
  }

  /** Stamps the newest checkpoint that has none. */
  void stampWaiting() {
    Checkpoint newest = waiting.getAndSet(null);
    if (newest == null) {
      return;
    }
    try {
      byte[] note = newest.note().getBytes(StandardCharsets.UTF_8);
      byte[] token = stamper.stamp(note);
      Files.createDirectories(folder);
      write(newest.size() + ".note", note);
      write(newest.size() + ".tst", token);
    } catch (IOException | RuntimeException e) {
      waiting.compareAndSet(null, newest);
      log.warn(
          "checkpoint of {} records is not stamped; will be tried again: {}",
          newest.size(),
          e.toString());
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path fresh = folder.resolve(name + ".new");
    Files.write(fresh, bytes);
    Files.move(
        fresh,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What waits is stamped after the next start. */
  @Override
  public void stop() {
    executor.shutdownNow();
  }
}
