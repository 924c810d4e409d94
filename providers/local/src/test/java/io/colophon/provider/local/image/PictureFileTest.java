package io.colophon.provider.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.local.work.Work;
import io.colophon.provider.testkit.RequiresTool;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureFileTest {
  private static final Picture PICTURE =
      new SceneRenderer().render(ImageOrder.of("boat at sunset", 160, 96, 1), Work.UNOBSERVED);

  @Test
  void png_readBack_isLossless() throws Exception {
    Picture read = PictureFile.decode(PictureFile.encode(PICTURE, "image/png"));

    assertThat(read.width()).isEqualTo(160);
    assertThat(read.rgb()).isEqualTo(PICTURE.rgb());
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpeg", "image/webp"})
  void lossy_readBack_isClose(String type) throws Exception {
    Picture read = PictureFile.decode(PictureFile.encode(PICTURE, type));

    assertThat(read.width()).isEqualTo(160);
    assertThat(read.height()).isEqualTo(96);
    double squares = 0;
    for (int i = 0; i < read.rgb().length; i++) {
      int d = (read.rgb()[i] >> 8 & 255) - (PICTURE.rgb()[i] >> 8 & 255);
      squares += d * d;
    }
    assertThat(Math.sqrt(squares / read.rgb().length)).isLessThan(6);
  }

  @Test
  @RequiresTool("exiftool")
  void encode_allTypes_areWhatTheySayToExiftool(@TempDir Path folder) throws Exception {
    for (String type : PictureFile.MIME_TYPES) {
      Path file = folder.resolve("picture");
      ByteBuffer bytes = PictureFile.encode(PICTURE, type);
      byte[] array = new byte[bytes.remaining()];
      bytes.get(array);
      Files.write(file, array);
      Process process =
          new ProcessBuilder("exiftool", "-s3", "-MIMEType", "-ImageSize", file.toString()).start();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(type + "\n160x96\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "image/jpeg", "image/webp"})
  void encode_cancelled_stops(String type) {
    Work gone =
        new Work() {
          @Override
          public void checkpoint() {
            throw new CancellationException();
          }

          @Override
          public void progress(double fraction) {}

          @Override
          public void countFlop(long operations) {}
        };

    assertThatThrownBy(() -> PictureFile.encode(PICTURE, type, gone))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void encode_unknownType_listsTheKnown() {
    assertThatThrownBy(() -> PictureFile.encode(PICTURE, "image/gif"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "image format is image/gif, expected one of [image/png, image/jpeg, image/webp]");
  }

  @Test
  void decode_empty_isRefused() {
    assertThatThrownBy(() -> PictureFile.decode(ByteBuffer.allocate(0)))
        .isInstanceOf(PictureException.class)
        .hasMessage("image of 0 bytes is neither PNG, JPEG nor WebP");
  }

  @ParameterizedTest
  @CsvSource({
    "60000, 60000, sides of 1 to 8192",
    "8193, 10, sides of 1 to 8192",
    "8000, 8000, at most 24000000 pixels",
  })
  void decode_bomb_isRefusedByItsHeader(int width, int height, String expected) throws Exception {
    ByteBuffer bomb = pngHeader(width, height);

    assertThatThrownBy(() -> PictureFile.decode(bomb))
        .isInstanceOf(PictureException.class)
        .hasMessage(
            "image is "
                + width
                + "x"
                + height
                + ", expected "
                + expected
                + (expected.startsWith("sides") ? " pixels" : ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "image/jpeg", "image/webp"})
  void decode_cutAnywhere_isRefusedOrRead(String type) {
    byte[] whole = bytes(PictureFile.encode(PICTURE, type));
    int refused = 0;
    for (int length = 0; length < Math.min(whole.length, 900); length += 23) {
      try {
        PictureFile.decode(ByteBuffer.wrap(Arrays.copyOf(whole, length)));
      } catch (PictureException e) {
        refused++;
        assertThat(e.getMessage()).containsPattern("damaged|neither");
      }
    }
    assertThat(refused).isGreaterThan(5);
  }

  @Test
  void decode_flippedBytes_neverThrowsAnythingElse() {
    for (String type : PictureFile.MIME_TYPES) {
      byte[] whole = bytes(PictureFile.encode(PICTURE, type));
      for (int at = 8; at < Math.min(whole.length, 400); at += 7) {
        byte[] broken = whole.clone();
        broken[at] ^= (byte) 0x5A;
        try {
          assertThat(PictureFile.decode(ByteBuffer.wrap(broken)).width()).isPositive();
        } catch (PictureException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }
  }

  @Test
  void decode_large_isReadSmaller() throws Exception {
    Picture large = new Picture(4200, 100, new int[420_000]);

    Picture read = PictureFile.decode(PictureFile.encode(large, "image/png"));

    assertThat(read.width()).isEqualTo(2100);
    assertThat(read.height()).isEqualTo(50);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] array = new byte[buffer.remaining()];
    buffer.get(array);
    return array;
  }

  private static ByteBuffer pngHeader(int width, int height) throws Exception {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeBytes("IHDR");
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(header.toByteArray());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(png);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    out.writeInt(13);
    out.write(header.toByteArray());
    out.writeInt((int) crc.getValue());
    return ByteBuffer.wrap(png.toByteArray());
  }
}
