package io.colophon.gateway.config;

import io.colophon.gateway.config.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the configuration again when its file changes or when asked to, and hands on what is valid.
 * An invalid file changes nothing and is reported. Watches the folder of the file, so that it also
 * sees editors that replace the file and volumes that swap a symbolic link, and tells real changes
 * from mere events by the content. Files that the configuration names (certificates, {@code
 * ${file:}}) are read again with each reload but are not watched.
 *
 * <p>Safe for use by several threads: one reload runs at a time, on the thread that asks for it or
 * on the one daemon thread of the watcher, and calls the listener there.
 */
public final class ConfigWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatcher.class);

  /** Quiet time after an event, since one save makes several. */
  private static final long SETTLE_MILLIS = 100;

  /**
   * Is told what came of a reload. Must not block for long. If it throws, what was in effect before
   * is still {@link #current()}.
   */
  public interface Listener {
    /** A valid configuration; {@code changes} is empty if it says the same as before. */
    void reloaded(ConfigResult.Valid before, ConfigResult.Valid after, List<ConfigChange> changes);

    /** The new configuration is invalid; the old one stays in effect. */
    void refused(List<Problem> problems);
  }

  private final Path file;
  private final Supplier<ConfigResult> loader;
  private final Listener listener;
  private final WatchService watches;
  private final Thread thread;
  private ConfigResult.Valid current;
  private FileFingerprint seen;

  private ConfigWatcher(
      Path file,
      Supplier<ConfigResult> loader,
      ConfigResult.Valid initial,
      Listener listener,
      WatchService watches) {
    this.file = file.toAbsolutePath();
    this.loader = loader;
    this.listener = listener;
    this.watches = watches;
    this.current = initial;
    this.seen = FileFingerprint.of(this.file);
    this.thread = new Thread(this::watch, "config-watcher");
    thread.setDaemon(true);
  }

  /**
   * Begins to watch.
   *
   * @param file what is watched
   * @param loader loads it
   * @param initial what is in effect now
   * @throws UncheckedIOException if the folder of the file cannot be watched
   */
  public static ConfigWatcher start(
      Path file, Supplier<ConfigResult> loader, ConfigResult.Valid initial, Listener listener) {
    try {
      WatchService watches = FileSystems.getDefault().newWatchService();
      ConfigWatcher watcher = new ConfigWatcher(file, loader, initial, listener, watches);
      for (Path folder : FileFingerprint.folders(watcher.file)) {
        folder.register(
            watches,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
      }
      watcher.thread.start();
      return watcher;
    } catch (IOException unwatchable) {
      throw new UncheckedIOException("cannot watch the folder of " + file, unwatchable);
    }
  }

  /** Loads again now, whether or not the file changed, for SIGHUP and the admin API. */
  public synchronized ConfigResult reload() {
    seen = FileFingerprint.of(file);
    ConfigResult result = loader.get();
    if (result instanceof ConfigResult.Valid valid) {
      ConfigResult.Valid before = current;
      listener.reloaded(before, valid, ConfigDiff.between(before.settings(), valid.settings()));
      current = valid;
    } else if (result instanceof ConfigResult.Invalid invalid) {
      listener.refused(invalid.problems());
    }
    return result;
  }

  /** What is in effect. */
  public synchronized ConfigResult.Valid current() {
    return current;
  }

  private synchronized void reloadIfChanged() {
    if (!FileFingerprint.of(file).equals(seen)) {
      reload();
    }
  }

  private void watch() {
    try {
      boolean alive = true;
      while (alive) {
        WatchKey key = watches.take();
        do {
          key.pollEvents();
          alive &= key.reset();
          key = watches.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
        } while (key != null);
        reloadAndSurvive();
      }
      LOG.warn("the folder of {} is gone; from now on it is read again only on SIGHUP", file);
    } catch (InterruptedException | ClosedWatchServiceException closed) {
      LOG.debug("no longer watching {}", file);
    }
  }

  private void reloadAndSurvive() {
    try {
      reloadIfChanged();
    } catch (RuntimeException failed) {
      LOG.error("reloading {} failed; the configuration before it stays in effect", file, failed);
    }
  }

  /** Stops watching; a reload under way is finished. */
  @Override
  public void close() {
    try {
      watches.close();
    } catch (IOException unclosed) {
      LOG.warn("the watch of {} was not closed cleanly", file, unclosed);
    }
    thread.interrupt();
  }
}
