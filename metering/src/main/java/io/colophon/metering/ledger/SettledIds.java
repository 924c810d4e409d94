package io.colophon.metering.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which usage ids are settled, and their highest revisions, for as long as the ledger is kept: a
 * second settlement is known for one after any time. The newest {@value #MOST_IN_MEMORY} or so are
 * in memory, older ones in files of hashes ({@link IdRun}), each of which knows the span of times
 * of its ids. An id that was made just now lies in no file's span, so that only looking for an old
 * one reads a file.
 *
 * <p>All this can be made again from the ledger; it is saved so that a start need not read years.
 * Thread-safe.
 */
final class SettledIds {
  private static final Logger log = LoggerFactory.getLogger(SettledIds.class);

  static final int MOST_IN_MEMORY = 1 << 18;

  /** A file smaller than this is merged with what follows it. */
  private static final int SMALL_RUN = 1 << 17;

  private final Path directory;
  private final ReentrantLock saving = new ReentrantLock();

  private IdTable recent = new IdTable();
  private @Nullable IdTable leaving;
  private volatile List<IdRun> runs;
  private volatile long newestSaved = Long.MIN_VALUE;
  private long nextRun;

  private SettledIds(Path directory, List<IdRun> runs, long nextRun) {
    this.directory = directory;
    this.runs = runs;
    this.nextRun = nextRun;
    for (IdRun run : runs) {
      newestSaved = Math.max(newestSaved, run.max());
    }
  }

  /** Whether anything was saved in that directory: if not, all of the ledger has to be read. */
  static boolean isSaved(Path directory) {
    return Files.isDirectory(directory);
  }

  /**
   * Opens what was saved.
   *
   * @throws IOException if a file is damaged; the directory can be removed then
   */
  static SettledIds open(Path directory) throws IOException {
    List<IdRun> runs = new ArrayList<>();
    long next = 0;
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          if (name.endsWith(IdRun.SUFFIX)) {
            runs.add(IdRun.open(file));
            next = Long.parseLong(name.substring(0, name.indexOf('.'))) + 1;
          }
        }
      }
    }
    return new SettledIds(directory, List.copyOf(runs), next);
  }

  /** Removes what was saved. */
  static void remove(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  /**
   * Takes a settlement or correction that is on disk.
   *
   * @param millis when the generation was admitted, for ids that tell no time
   */
  void add(String usageId, long millis, int revision, long position) {
    long time = time(usageId, millis);
    boolean full;
    synchronized (this) {
      recent.covers(time, time);
      recent.add(UsageIds.hash(usageId), IdTable.value(position, revision));
      full = recent.size() >= MOST_IN_MEMORY;
    }
    if (full && saving.tryLock()) {
      boolean left;
      try {
        left = leave();
      } finally {
        saving.unlock();
      }
      if (left) {
        Thread thread = new Thread(this::saveLater, "ledger-ids");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  /**
   * The candidates for an id: what has its hash. Reads files only where their span holds its time.
   *
   * @param millis as above; {@link UsageIds#NO_TIME} to look everywhere for such an id
   * @return position and revision as in {@link IdTable}, or {@link IdTable#NONE}
   */
  long find(String usageId, long millis) throws IOException {
    long hash = UsageIds.hash(usageId);
    long time = time(usageId, millis);
    long found;
    synchronized (this) {
      found = recent.find(hash);
      if (leaving != null) {
        found = IdTable.latest(found, leaving.find(hash));
      }
    }
    return time <= newestSaved ? IdTable.latest(found, findSaved(hash, time)) : found;
  }

  private long findSaved(long hash, long time) throws IOException {
    while (true) {
      List<IdRun> now = runs;
      try {
        long found = IdTable.NONE;
        for (IdRun run : now) {
          if (time == UsageIds.NO_TIME || (run.min() <= time && time <= run.max())) {
            found = IdTable.latest(found, run.find(hash));
          }
        }
        return found;
      } catch (NoSuchFileException merged) {
        if (now == runs) {
          throw merged;
        }
      }
    }
  }

  /** Puts on disk what was added before. Blocks. */
  void save() throws IOException {
    saving.lock();
    try {
      Files.createDirectories(directory);
      saveLeaving();
      if (leave()) {
        saveLeaving();
      }
    } finally {
      saving.unlock();
    }
  }

  private void saveLater() {
    saving.lock();
    try {
      Files.createDirectories(directory);
      saveLeaving();
    } catch (IOException e) {
      log.warn("{}: usage ids are not saved; they stay in memory until they are", directory, e);
    } finally {
      saving.unlock();
    }
  }

  /** Begins a new table, unless the one before is still on its way; under {@link #saving}. */
  private synchronized boolean leave() {
    if (leaving != null || recent.size() == 0) {
      return false;
    }
    leaving = recent;
    recent = new IdTable();
    return true;
  }

  private void saveLeaving() throws IOException {
    IdTable table = copyOfLeaving();
    if (table == null) {
      return;
    }
    List<IdRun> after = new ArrayList<>(runs);
    IdRun last = after.isEmpty() ? null : after.get(after.size() - 1);
    if (last != null && last.count() < SMALL_RUN) {
      last.addTo(table);
      after.remove(after.size() - 1);
    } else {
      last = null;
    }
    IdRun run =
        IdRun.write(directory.resolve(String.format("%012d", nextRun++) + IdRun.SUFFIX), table);
    after.add(run);
    synchronized (this) {
      runs = List.copyOf(after);
      newestSaved = Math.max(newestSaved, run.max());
      leaving = null;
    }
    if (last != null) {
      Files.deleteIfExists(last.file());
    }
  }

  /** Others look things up in the table while it is written, and writing it uses it up. */
  private synchronized @Nullable IdTable copyOfLeaving() {
    return leaving == null ? null : leaving.copy();
  }

  private static long time(String usageId, long millis) {
    long time = UsageIds.millis(usageId);
    return time == UsageIds.NO_TIME ? millis : time;
  }
}
