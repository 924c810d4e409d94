package io.colophon.provider.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.local.work.Work;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SceneRendererTest {
  private final SceneRenderer renderer = new SceneRenderer();

  /** Together these run every painter and style; the pixels must be the same on every JDK. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a lighthouse at sea at sunset with birds and a ship                  | d34037d97e413bcb
          雪山下的湖，一艘红色的小船，古塔，樱花，柳树                              | 106614ba0b93047d
          city at night with fireworks and the moon, neon                      | 47459635d3332e66
          aurora over a pine forest in winter with a deer, snow                | 0e8a1849944af32e
          panda in bamboo with butterflies, watercolour                        | 8eabf2a87e04c37e
          desert with a cactus and three hot air balloons, oil painting        | 2c33571c6f674039
          coral reef with fish, mosaic                                         | b9743f7734359a08
          saturn, a rocket and a meteor in the galaxy, pixel art               | 3346fdd18a37b60e
          长城 秋天 夕阳 水墨                                                     | 61bf5cddd8f5eacf
          volcano island with palms in a thunderstorm, sketch                  | 7d3b8a693942a792
          windmill, tulips, a bridge over a river, road, fog, geometric        | 8a78e386dccc5996
          waterfall with a rainbow and lotus, pastel                           | 57c763c470613bc6
          quantum entanglement of blue and gold ideas                          | b0baa7fc9b4f7f97
          """)
  void render_sameOrder_givesTheSamePixelsOnEveryMachine(String prompt, String sha256)
      throws Exception {
    Picture picture = renderer.render(ImageOrder.of(prompt, 256, 192, 42), Work.UNOBSERVED);

    assertThat(digest(picture)).startsWith(sha256);
  }

  @Test
  void render_seeds_giveDifferentPictures() {
    ImageOrder order = ImageOrder.of("mountains", 64, 64, 1);

    int[] first = renderer.render(order, Work.UNOBSERVED).rgb();
    int[] second = renderer.render(order.picture(1), Work.UNOBSERVED).rgb();

    assertThat(order.picture(1).seed()).isEqualTo(2);
    assertThat(first).isNotEqualTo(second);
  }

  @ParameterizedTest
  @CsvSource({"64,64", "65,1031", "2048,64", "333,97"})
  void render_anySize_hasThatSize(int width, int height) {
    Picture picture =
        renderer.render(ImageOrder.of("boat on a lake", width, height, 1), Work.UNOBSERVED);

    assertThat(picture.width()).isEqualTo(width);
    assertThat(picture.height()).isEqualTo(height);
  }

  @Test
  void render_redSky_isRedAtTheTop() {
    Picture picture = renderer.render(ImageOrder.of("red sky", 128, 128, 1), Work.UNOBSERVED);

    int red = 0;
    int blue = 0;
    for (int i = 0; i < 128 * 20; i++) {
      red += picture.rgb()[i] >> 16 & 255;
      blue += picture.rgb()[i] & 255;
    }
    assertThat(red).isGreaterThan(blue * 3 / 2);
  }

  @Test
  void render_night_isDarkerThanDay() {
    Picture day = renderer.render(ImageOrder.of("meadow at noon", 128, 96, 1), Work.UNOBSERVED);
    Picture night = renderer.render(ImageOrder.of("夜晚的草原", 128, 96, 1), Work.UNOBSERVED);

    assertThat(brightness(night)).isLessThan(brightness(day) / 2);
  }

  @Test
  void render_leftAndRight_areObeyed() {
    Picture left =
        renderer.render(ImageOrder.of("black cat on the left", 256, 128, 1), Work.UNOBSERVED);
    Picture right =
        renderer.render(ImageOrder.of("black cat on the right", 256, 128, 1), Work.UNOBSERVED);

    assertThat(darkColumn(left)).isLessThan(128);
    assertThat(darkColumn(right)).isGreaterThan(128);
  }

  @Test
  void render_octaves_addDetail() {
    ImageOrder coarse = withOctaves(1);
    ImageOrder fine = withOctaves(8);

    assertThat(roughness(renderer.render(fine, Work.UNOBSERVED)))
        .isGreaterThan(roughness(renderer.render(coarse, Work.UNOBSERVED)) * 1.02);
  }

  private static ImageOrder withOctaves(int octaves) {
    return new ImageOrder(
        "cloudy mountains",
        Optional.empty(),
        256,
        192,
        3,
        OptionalInt.of(octaves),
        Optional.empty(),
        1);
  }

  @Test
  void render_nearUnknownPrompts_giveNearerPicturesThanFarOnes() {
    int[] picture = texture("entanglement of quantum ideas");
    int[] near = texture("entanglement of quantum idea");
    int[] far = texture("melody under glass economics");

    assertThat(difference(picture, near)).isLessThan(difference(picture, far));
  }

  private int[] texture(String prompt) {
    return renderer.render(ImageOrder.of(prompt, 128, 128, 1), Work.UNOBSERVED).rgb();
  }

  @Test
  void render_strengthZero_keepsTheSource() {
    Picture source = renderer.render(ImageOrder.of("house", 128, 96, 1), Work.UNOBSERVED);

    assertThat(renderer.render(from(source, 0), Work.UNOBSERVED).rgb()).isEqualTo(source.rgb());
  }

  @Test
  void render_strengthOne_ignoresTheSource() {
    Picture source = renderer.render(ImageOrder.of("house", 128, 96, 1), Work.UNOBSERVED);
    Picture alone = renderer.render(ImageOrder.of("sea at night", 128, 96, 9), Work.UNOBSERVED);

    assertThat(renderer.render(from(source, 1), Work.UNOBSERVED).rgb()).isEqualTo(alone.rgb());
  }

  @Test
  void render_strength_movesAwayFromTheSourceSteadily() {
    Picture source = renderer.render(ImageOrder.of("house", 128, 96, 1), Work.UNOBSERVED);
    double last = 0;
    for (double strength : new double[] {0.2, 0.4, 0.6, 0.8, 1}) {
      Picture made = renderer.render(from(source, strength), Work.UNOBSERVED);
      double away = difference(source.rgb(), made.rgb());
      // The colours of the source may overshoot a little before it is covered.
      assertThat(away).as("strength %s", strength).isGreaterThan(last * 0.97 + 1e-9);
      last = away;
    }
  }

  @Test
  void render_sourceOfAnotherSize_isScaled() {
    Picture source = renderer.render(ImageOrder.of("house", 300, 100, 1), Work.UNOBSERVED);

    Picture made = renderer.render(from(source, 0.5), Work.UNOBSERVED);

    assertThat(made.width()).isEqualTo(128);
    assertThat(made.height()).isEqualTo(96);
  }

  private static ImageOrder from(Picture source, double strength) {
    return new ImageOrder(
        "sea at night",
        Optional.empty(),
        128,
        96,
        9,
        OptionalInt.empty(),
        Optional.of(source),
        strength);
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 2049, 0, -1, Integer.MAX_VALUE})
  void order_sideOutOfRange_namesTheValue(int side) {
    assertThatThrownBy(() -> ImageOrder.of("cat", side, 64, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("width is " + side + ", expected 64 to 2048");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.01, Double.NaN})
  void order_strengthOutOfRange_namesTheValue(double strength) {
    Picture source = new Picture(1, 1, new int[1]);

    assertThatThrownBy(() -> from(source, strength))
        .hasMessage("strength is " + strength + ", expected 0 to 1");
  }

  @Test
  void render_cancelled_stopsWithinAFewMillisecondsOfComputing() {
    Watch watch = new Watch(20);

    assertThatThrownBy(
            () -> renderer.render(ImageOrder.of("forest lake, oil", 1024, 1024, 1), watch))
        .isInstanceOf(CancellationException.class);
    assertThat(watch.checkpoints).isEqualTo(20);
  }

  @Test
  void render_reports_progressRisesToOneAndFlopIsCounted() {
    Watch watch = new Watch(Integer.MAX_VALUE);

    renderer.render(ImageOrder.of("mountain lake", 256, 256, 1), watch);

    assertThat(watch.progress).isSorted().last().isEqualTo(1.0);
    // 65,536 pixels at some hundreds of operations each.
    assertThat(watch.flop).isBetween(10_000_000L, 1_000_000_000L);
    assertThat(watch.largest).isLessThan(25_000_000L);
  }

  /** Counts, and cancels at a checkpoint. */
  private static final class Watch implements Work {
    private final int cancelAt;
    private final List<Double> progress = new ArrayList<>();
    private int checkpoints;
    private long flop;
    private long largest;

    Watch(int cancelAt) {
      this.cancelAt = cancelAt;
    }

    @Override
    public void checkpoint() {
      checkpoints++;
      if (checkpoints >= cancelAt) {
        throw new CancellationException();
      }
    }

    @Override
    public void progress(double fraction) {
      progress.add(fraction);
    }

    @Override
    public void countFlop(long operations) {
      flop += operations;
      largest = Math.max(largest, operations);
    }
  }

  private static String digest(Picture picture) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(picture.rgb().length * 4);
    bytes.asIntBuffer().put(picture.rgb());
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()))
        .substring(0, 16);
  }

  private static double brightness(Picture picture) {
    double sum = 0;
    for (int rgb : picture.rgb()) {
      sum += (rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255);
    }
    return sum / picture.rgb().length;
  }

  /** Mean column of pixels darker than any grass. */
  private static double darkColumn(Picture picture) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < picture.rgb().length; i++) {
      if ((picture.rgb()[i] >> 8 & 255) < 45) {
        sum += i % picture.width();
        count++;
      }
    }
    assertThat(count).isGreaterThan(100);
    return sum / count;
  }

  private static double roughness(Picture picture) {
    double sum = 0;
    for (int i = 1; i < picture.rgb().length; i++) {
      sum += Math.abs((picture.rgb()[i] >> 8 & 255) - (picture.rgb()[i - 1] >> 8 & 255));
    }
    return sum;
  }

  private static double difference(int[] a, int[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        sum += Math.abs((a[i] >> shift & 255) - (b[i] >> shift & 255));
      }
    }
    return sum / a.length;
  }
}
