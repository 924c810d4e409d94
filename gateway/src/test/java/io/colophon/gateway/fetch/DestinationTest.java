package io.colophon.gateway.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.gateway.config.LinksConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
  private static final LinksConfig STRICT = Rules.of(false, List.of(443), "1.2.3.0/24");
  private static final LinksConfig LOOSE = Rules.of(true, List.of(80, 443, 8443), "1.2.3.0/24");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/a.png",
        "https://example.com:8443/a.png",
        "https://example.com:22/",
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "https://example.com@127.0.0.1/",
        "https:///a.png",
        "https:example.com",
        "https://exa mple.com/",
        "https://example.com\\@127.0.0.1/",
        "https://example.com/\r\nX-Evil: 1",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.01/",
        "https://1.2.3.4.5/",
        "https://256.1.1.1/",
        "https://[::1%25eth0]/",
        "https://[::1/",
        "https://１２７.０.０.１/",
        "https://exämple.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "jar:https://example.com!/a",
        ""
      })
  void of_linkThatIsNotAllowed_isRefused(String link) {
    assertThatThrownBy(() -> Destination.of(link, STRICT))
        .isInstanceOf(UnfetchableException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void of_link_isTakenApart() {
    Destination to = Destination.of("HTTPS://Example.COM/a%20b?x=1&y=2#part", STRICT);

    assertThat(to.secure()).isTrue();
    assertThat(to.host()).isEqualTo("example.com");
    assertThat(to.port()).isEqualTo(443);
    assertThat(to.pathAndQuery()).isEqualTo("/a%20b?x=1&y=2");
    assertThat(to.hostHeader()).isEqualTo("example.com");
    assertThat(to.address()).isEmpty();
  }

  @Test
  void of_addressAsHost_isThatAddress() {
    assertThat(Destination.of("https://1.2.3.4/", STRICT).address().orElseThrow().getHostAddress())
        .isEqualTo("1.2.3.4");
    Destination six = Destination.of("https://[2606:4700::1]:8443", LOOSE);
    assertThat(six.address()).isPresent();
    assertThat(six.hostHeader()).isEqualTo("[2606:4700::1]:8443");
    assertThat(six.pathAndQuery()).isEqualTo("/");
  }

  @Test
  void of_pathThatIsNotAscii_isEscaped() {
    assertThat(Destination.of("https://example.com/图.png", STRICT).pathAndQuery())
        .isEqualTo("/%E5%9B%BE.png");
  }

  @Test
  void redirectedTo_relativePlace_isOfTheSameHost() {
    Destination from = Destination.of("https://example.com/a/b.png", STRICT);

    assertThat(from.redirectedTo("../c.png", STRICT).pathAndQuery()).isEqualTo("/c.png");
    assertThat(from.redirectedTo("//other.org/d", STRICT).host()).isEqualTo("other.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "https://user:pw@example.com/",
        "https://0x7f.1/",
        "https://example.com:22/",
        "file:///etc/passwd",
        "https://exa mple.com/"
      })
  void redirectedTo_placeThatIsNotAllowed_isRefused(String location) {
    Destination from = Destination.of("https://example.com/", LOOSE);

    assertThatThrownBy(() -> from.redirectedTo(location, LOOSE))
        .isInstanceOf(UnfetchableException.class);
  }
}
