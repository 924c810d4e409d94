package io.colophon.labeling.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureWatermarkTest {
  private static final long PAYLOAD = 0xfedcba9876543210L;
  private static final int PICTURES = 4;

  private static final Map<List<Integer>, BufferedImage> MARKED = new ConcurrentHashMap<>();

  private final PictureWatermark mark = Watermarks.picture();

  @Test
  void embed_naturalPictures_psnrIsAtLeast42() {
    for (int seed = 0; seed < PICTURES; seed++) {
      BufferedImage plain = NaturalPicture.of(512, seed);
      assertThat(psnr(NaturalPicture.plane(plain), NaturalPicture.plane(marked(512, seed))))
          .isGreaterThan(42);
    }
  }

  @Test
  void embed_flatAreaBesideTexture_isLeftNearlyClean() {
    BufferedImage plain = NaturalPicture.of(512, 1);
    BufferedImage marked = marked(512, 1);
    BufferedImage sky = plain.getSubimage(0, 0, 512, 40);
    BufferedImage markedSky = marked.getSubimage(0, 0, 512, 40);
    assertThat(psnr(NaturalPicture.plane(sky), NaturalPicture.plane(markedSky))).isGreaterThan(44);
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 75, 50})
  void detect_jpeg_isThePayload(int quality) {
    assertThat(right(image -> jpeg(image, quality))).isEqualTo(PICTURES);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.75, 1.37, 2})
  void detect_resized_isThePayload(double factor) {
    assertThat(right(image -> resize(image, factor))).isEqualTo(PICTURES);
  }

  @Test
  void detect_tenPercentCropped_isThePayload() {
    assertThat(right(image -> copy(image.getSubimage(17, 31, 460, 460)))).isEqualTo(PICTURES);
  }

  @Test
  void detect_quarterCropped_isThePayload() {
    assertThat(right(image -> copy(image.getSubimage(101, 5, 384, 384)))).isEqualTo(PICTURES);
  }

  @Test
  void detect_smallerAndCodedAnew_isThePayload() {
    assertThat(right(image -> jpeg(resize(image, 0.8), 85))).isEqualTo(PICTURES);
  }

  @Test
  void detect_pictureOf256_isThePayload() {
    assertThat(mark.detect(NaturalPicture.plane(marked(256, 3))))
        .hasValueSatisfying(found -> assertThat(found.payload()).isEqualTo(PAYLOAD));
  }

  @Test
  void detect_pictureOf3MegapixelsAtAFourth_isThePayload() {
    BufferedImage fourth = resize(resize(marked(1760, 2), 0.5), 0.5);
    assertThat(mark.detect(NaturalPicture.plane(fourth)))
        .hasValueSatisfying(found -> assertThat(found.payload()).isEqualTo(PAYLOAD));
  }

  @Test
  void detect_marked_scoreIsAtLeastSixDecades() {
    assertThat(mark.detect(NaturalPicture.plane(marked(512, 0))).orElseThrow().score())
        .isGreaterThan(6);
  }

  @Test
  void detect_aThousandUnmarked_isNothing() {
    long found =
        IntStream.range(0, 1000)
            .parallel()
            .filter(
                seed -> mark.detect(NaturalPicture.plane(NaturalPicture.of(192, seed))).isPresent())
            .count();
    assertThat(found).isZero();
  }

  @Test
  void detect_oddPictures_isNothing() {
    for (int[] size : new int[][] {{1, 1}, {64, 64}, {3000, 1}, {70, 5000}}) {
      float[] samples = new float[size[0] * size[1]];
      Arrays.fill(samples, 255);
      assertThat(mark.detect(new LumaPlane(size[0], size[1], samples))).isEmpty();
    }
  }

  @Test
  void embed_blackAndWhite_staysInRange() {
    float[] samples = new float[300 * 260];
    Arrays.fill(samples, 0, samples.length / 2, 255);
    mark.embed(new LumaPlane(300, 260, samples), PAYLOAD);
    for (float sample : samples) {
      assertThat(sample).isBetween(0f, 255f);
    }
  }

  @Test
  void embed_tooSmall_isRefused() {
    LumaPlane plane = new LumaPlane(100, 400, new float[40000]);
    assertThatThrownBy(() -> mark.embed(plane, PAYLOAD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100x400")
        .hasMessageContaining("192");
  }

  private int right(UnaryOperator<BufferedImage> attack) {
    int right = 0;
    for (int seed = 0; seed < PICTURES; seed++) {
      LumaPlane attacked = NaturalPicture.plane(attack.apply(marked(512, seed)));
      right +=
          mark.detect(attacked).filter(found -> found.payload() == PAYLOAD).isPresent() ? 1 : 0;
    }
    return right;
  }

  private static BufferedImage marked(int side, int seed) {
    return MARKED.computeIfAbsent(
        List.of(side, seed),
        key -> {
          LumaPlane plane = NaturalPicture.plane(NaturalPicture.of(side, seed));
          Watermarks.picture().embed(plane, PAYLOAD);
          return NaturalPicture.image(plane);
        });
  }

  private static double psnr(LumaPlane a, LumaPlane b) {
    double sum = 0;
    for (int i = 0; i < a.samples().length; i++) {
      double difference = a.samples()[i] - b.samples()[i];
      sum += difference * difference;
    }
    return 10 * Math.log10(255 * 255 / (sum / a.samples().length));
  }

  private static BufferedImage copy(BufferedImage image) {
    return resize(image, 1);
  }

  private static BufferedImage resize(BufferedImage image, double factor) {
    int width = (int) Math.round(image.getWidth() * factor);
    int height = (int) Math.round(image.getHeight() * factor);
    BufferedImage resized = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = resized.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return resized;
  }

  private static BufferedImage jpeg(BufferedImage image, int quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality / 100f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
      out.flush();
      return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }
}
