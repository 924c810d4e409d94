package io.colophon.provider.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginAddressTest {

  @ParameterizedTest
  @CsvSource({
    "localhost:50051,localhost,50051",
    "plugin.example.org:443,plugin.example.org,443",
    "10.0.0.7:1,10.0.0.7,1",
    "[::1]:65535,::1,65535"
  })
  void parse_hostAndPort_isTcp(String text, String host, int port) {
    assertThat(PluginAddress.parse(text)).isEqualTo(new PluginAddress.Tcp(host, port));
    assertThat(PluginAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:/run/colophon/tts.sock", "unix:///run/colophon/tts.sock"})
  void parse_unix_isAPath(String text) {
    assertThat(PluginAddress.parse(text))
        .isEqualTo(new PluginAddress.Unix(Path.of("/run/colophon/tts.sock")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "localhost:0",
        "localhost:65536",
        "localhost:http",
        ":50051",
        "http://localhost:50051",
        "user@localhost:50051",
        "::1:50051",
        "unix:",
        "unix:relative",
        "unix://host/path",
        "a b:1"
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PluginAddress.parse(text))
        .withMessage("address is \"" + text + "\", expected host:port or unix:/path");
  }

  @Test
  void parse_nulInAPath_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> PluginAddress.parse("unix:/a\0b"));
  }
}
