package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names and defaults are promises to operators; a change here is a change of the format. */
class NamesAndDefaultsTest {

  @Test
  void everyKey_withoutAFile_hasItsNameAndDefault() throws Exception {
    String lines =
        Fixture.valid("").settings().shown().entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    assertThat(lines).isEqualTo(Fixture.resource("defaults.txt"));
  }
}
