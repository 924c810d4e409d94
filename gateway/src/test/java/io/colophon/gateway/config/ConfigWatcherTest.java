package io.colophon.gateway.config;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.config.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatcherTest {
  @TempDir Path folder;
  private Path file;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private final ConfigWatcher.Listener listener =
      new ConfigWatcher.Listener() {
        @Override
        public void reloaded(
            ConfigResult.Valid before, ConfigResult.Valid after, List<ConfigChange> changes) {
          heard.add("reloaded " + changes);
        }

        @Override
        public void refused(List<Problem> problems) {
          heard.add("refused " + problems.get(0).message());
        }
      };

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("colophon.yaml");
    Files.writeString(file, "server: {drain-timeout: 1s}");
  }

  private ConfigResult load(Path from) {
    return ConfigLoader.load(Optional.of(from), Fixture.TYPES, Map.of());
  }

  private ConfigWatcher watcher(Path watched) {
    return ConfigWatcher.start(
        watched, () -> load(watched), (ConfigResult.Valid) load(watched), listener);
  }

  @Test
  void reload_validFile_handsOnTheChanges() throws Exception {
    try (ConfigWatcher watcher = watcher(file)) {
      ConfigResult first = watcher.reload();
      assertThat(first).isInstanceOf(ConfigResult.Valid.class);
      assertThat(heard).containsExactly("reloaded []");
    }
  }

  @Test
  void reload_invalidFile_keepsTheOldOneAndReports() throws Exception {
    try (ConfigWatcher watcher = watcher(folder.resolve("colophon.yaml"))) {
      ConfigResult.Valid before = watcher.current();
      watcher.close();
      Files.writeString(file, "server: {drain-timeout: soon}");

      assertThat(watcher.reload()).isInstanceOf(ConfigResult.Invalid.class);

      assertThat(watcher.current()).isSameAs(before);
      assertThat(heard)
          .containsExactly(
              "refused value \"soon\": expected a duration such as 500ms, 2s, 10m, 1h30m or 7d");
    }
  }

  @Test
  void reload_fileGone_keepsTheOldOne() throws Exception {
    try (ConfigWatcher watcher = watcher(file)) {
      watcher.close();
      Files.delete(file);

      assertThat(watcher.reload()).isInstanceOf(ConfigResult.Invalid.class);

      assertThat(watcher.current().config().server().drainTimeout()).hasSeconds(1);
    }
  }

  @Test
  void watch_fileReplaced_isReloadedOnce() throws Exception {
    try (ConfigWatcher watcher = watcher(file)) {
      Path next = folder.resolve("next");
      Files.writeString(next, "server: {drain-timeout: 2s}");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

      await().atMost(60, SECONDS).until(() -> !heard.isEmpty());
      assertThat(heard).containsExactly("reloaded [~ server.drain-timeout: 1s -> 2s]");
      assertThat(watcher.current().config().server().drainTimeout()).hasSeconds(2);
    }
  }

  @Test
  void watch_linkSwappedAsInKubernetes_isReloaded() throws Exception {
    Files.createDirectories(folder.resolve("v1"));
    Files.createDirectories(folder.resolve("v2"));
    Files.writeString(folder.resolve("v1/c.yaml"), "server: {drain-timeout: 1s}");
    Files.writeString(folder.resolve("v2/c.yaml"), "server: {drain-timeout: 3s}");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("v1"));
    Path link = Files.createSymbolicLink(folder.resolve("c.yaml"), Path.of("..data/c.yaml"));
    try (ConfigWatcher watcher = watcher(link)) {
      Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("v2"));
      Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

      await().atMost(60, SECONDS).until(() -> !heard.isEmpty());
      assertThat(watcher.current().config().server().drainTimeout()).hasSeconds(3);
    }
  }

  @Test
  void watch_listenerFails_goesOn() throws Exception {
    ConfigWatcher.Listener failing =
        new ConfigWatcher.Listener() {
          @Override
          public void reloaded(
              ConfigResult.Valid before, ConfigResult.Valid after, List<ConfigChange> changes) {
            heard.add(changes.toString());
            if (heard.size() == 1) {
              throw new IllegalStateException("on purpose");
            }
          }

          @Override
          public void refused(List<Problem> problems) {}
        };
    try (ConfigWatcher watcher =
        ConfigWatcher.start(file, () -> load(file), (ConfigResult.Valid) load(file), failing)) {
      Files.writeString(folder.resolve("a"), "server: {drain-timeout: 2s}");
      Files.move(folder.resolve("a"), file, StandardCopyOption.ATOMIC_MOVE);
      await().atMost(60, SECONDS).until(() -> heard.size() == 1);
      Files.writeString(folder.resolve("b"), "server: {drain-timeout: 4s}");
      Files.move(folder.resolve("b"), file, StandardCopyOption.ATOMIC_MOVE);
      await().atMost(60, SECONDS).until(() -> heard.size() == 2);
      assertThat(watcher.current().config().server().drainTimeout()).hasSeconds(4);
    }
  }
}
