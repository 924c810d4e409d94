package io.colophon.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.PixelSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleMediaTest {
  @TempDir Path folder;

  @Test
  void png_readByImageIo_hasSizeAndColour() throws Exception {
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(SampleMedia.png(new PixelSize(70, 33), 0)));
    assertThat(image.getWidth()).isEqualTo(70);
    assertThat(image.getHeight()).isEqualTo(33);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xff606060);
    assertThat(image.getRGB(69, 32)).isEqualTo(0xffbdbdbd);
  }

  @Test
  void png_otherSeed_isAnotherPicture() {
    PixelSize size = new PixelSize(8, 8);
    assertThat(SampleMedia.png(size, 1)).isEqualTo(SampleMedia.png(size, 1));
    assertThat(SampleMedia.png(size, 1)).isNotEqualTo(SampleMedia.png(size, 2));
  }

  @Test
  void wav_readByJavaSound_hasLengthAndFormat() throws Exception {
    try (AudioInputStream audio =
        AudioSystem.getAudioInputStream(new ByteArrayInputStream(SampleMedia.wav(1_500, 220)))) {
      assertThat(audio.getFrameLength()).isEqualTo(24_000);
      assertThat(audio.getFormat().getSampleRate()).isEqualTo(16_000f);
      assertThat(audio.getFormat().getChannels()).isEqualTo(1);
    }
  }

  @Test
  @RequiresTool("ffprobe")
  void mp4_readByFfprobe_isOneSecondOfEightFrames() throws Exception {
    Path film = Files.write(folder.resolve("film.mp4"), SampleMedia.mp4());
    Process ffprobe =
        new ProcessBuilder(
                "ffprobe",
                "-v",
                "error",
                "-count_frames",
                "-show_entries",
                "stream=codec_name,width,height,nb_read_frames,duration",
                "-of",
                "csv=p=0",
                film.toString())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(ffprobe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(ffprobe.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEqualTo("h264,128,72,1.000000,8");
  }
}
