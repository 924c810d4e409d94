package io.colophon.gateway.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what has to be done every second or every minute, on one thread that may block. */
final class Housekeeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "colophon-housekeeping");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Chore> chores = new ArrayList<>();

  /** Something to be done now and then. */
  interface Work {
    void run() throws Exception;
  }

  private record Chore(String name, long seconds, Work work) {}

  Housekeeping every(long seconds, String name, Work work) {
    chores.add(new Chore(name, seconds, work));
    return this;
  }

  void start() {
    for (Chore chore : chores) {
      var unused =
          executor.scheduleWithFixedDelay(
              () -> run(chore), chore.seconds(), chore.seconds(), TimeUnit.SECONDS);
    }
  }

  private static void run(Chore chore) {
    try {
      chore.work().run();
    } catch (Exception failure) {
      log.error("{} failed; it will be tried again", chore.name(), failure);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("housekeeping did not end in time");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
