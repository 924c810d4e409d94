package io.colophon.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.local.audio.Tool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartUpTest {
  @TempDir Path cache;

  @Test
  void create_provider_loadsNoEngine() throws Exception {
    String loaded =
        Tool.run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-Xlog:class+load:stdout",
            "-cp",
            System.getProperty("java.class.path"),
            StartUp.class.getName(),
            cache.toString());
    List<String> classes =
        loaded
            .lines()
            .map(line -> line.replaceFirst("^\\S+ ", "").split(" ")[0])
            .filter(name -> name.contains("."))
            .toList();
    assertThat(classes).contains("io.colophon.provider.local.LocalProvider");
    for (String engine :
        List.of(
            "com.sun.speech.",
            "org.bytedeco.",
            "java.awt.",
            "javax.sound.",
            "com.sun.media.sound.",
            "io.colophon.provider.local.text.Network",
            "io.colophon.provider.local.image.scene.")) {
      assertThat(classes).noneMatch(name -> name.startsWith(engine));
    }
    assertThat(cache).isEmptyDirectory();
  }
}
