package io.colophon.gateway.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.spi.Part;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

  @Test
  void media_httpsUrl_isAStandIn() {
    Part.Media media = Links.media("https://example.com/a.png?sig=1");

    assertThat(Links.isLink(media)).isTrue();
    assertThat(Links.urlOf(media)).isEqualTo("https://example.com/a.png?sig=1");
  }

  @Test
  void media_base64DataUrl_isTheFile() {
    Part.Media media = Links.media("data:image/PNG;charset=x;base64,aGk=");

    assertThat(Links.isLink(media)).isFalse();
    assertThat(media.mimeType()).isEqualTo("image/png");
    assertThat(text(media)).isEqualTo("hi");
  }

  @Test
  void media_percentDataUrl_isTheFile() {
    assertThat(text(Links.media("data:text/plain,a%20b%00c"))).isEqualTo("a b\0c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no-scheme",
        "file:///etc/passwd",
        "gs://bucket/a.png",
        "javascript:alert(1)",
        "data:image/png;base64",
        "data:image/png;base64,",
        "data:image/png;base64,%%%",
        "data:,x",
        "data:IMAGE,x",
        "data:application/x-colophon-link,https://example.com/",
        "data:image/png,%4",
        "data:image/png,%zz",
        "data:image/png,é"
      })
  void media_anythingElse_isRefused(String url) {
    assertThatThrownBy(() -> Links.media(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void media_linkThatIsTooLong_isRefused() {
    assertThatThrownBy(() -> Links.media("https://example.com/" + "a".repeat(9000)))
        .hasMessageContaining("9020 characters");
  }

  private static String text(Part.Media media) {
    return StandardCharsets.UTF_8.decode(media.bytes().duplicate()).toString();
  }
}
