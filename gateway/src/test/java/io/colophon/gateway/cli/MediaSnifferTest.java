package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.testkit.SampleMedia;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MediaSnifferTest {

  @Test
  void sniff_wholeFiles_areToldByTheirFirstBytes() {
    assertThat(MediaSniffer.sniff(SampleMedia.png(new PixelSize(4, 4), 1))).contains("image/png");
    assertThat(MediaSniffer.sniff(SampleMedia.wav(10, 1))).contains("audio/wav");
    assertThat(MediaSniffer.sniff(SampleMedia.mp4())).contains("video/mp4");
  }

  @Test
  void sniff_wordsOrNothing_areNoMedia() {
    assertThat(MediaSniffer.sniff("hello".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(MediaSniffer.sniff(new byte[0])).isEmpty();
  }

  @Test
  void extension_andMimeType_goBothWays() {
    assertThat(MediaSniffer.extension("audio/mpeg")).isEqualTo("mp3");
    assertThat(MediaSniffer.extension("image/jpeg")).isEqualTo("jpg");
    assertThat(MediaSniffer.extension("application/x-unheard-of")).isEqualTo("bin");
    assertThat(MediaSniffer.mimeType("webm")).isEqualTo("video/webm");
    assertThat(MediaSniffer.mimeType("image/png")).isEqualTo("image/png");
  }
}
