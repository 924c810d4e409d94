package io.colophon.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTablesTest {
  @TempDir Path folder;

  @Test
  void instance_firstStart_isMadeAndStays() throws Exception {
    Path file = folder.resolve("instance");
    String made = UsageTables.instance(file, new Random(1));
    assertThat(made).matches("[0-9a-f]{16}");
    assertThat(file).hasContent(made + "\n");
    assertThat(UsageTables.instance(file, new Random(2))).isEqualTo(made);
  }
}
