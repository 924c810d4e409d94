package io.colophon.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.provider.local.audio.Tool;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.GenerationRequest.Image;
import io.colophon.provider.spi.GenerationRequest.Video;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.RequiresTool;
import io.colophon.provider.testkit.SampleMedia;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures and films as the provider gives them. */
final class LocalProviderVisualTest {
  private static final PixelSize SMALL = new PixelSize(96, 64);

  @TempDir static Path cache;
  private static Bench bench;

  @BeforeAll
  static void open() {
    bench = new Bench(cache, 1, 16);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @ParameterizedTest
  @RequiresTool("ffprobe")
  @CsvSource({"image/png, png", "image/jpeg, mjpeg", "image/webp, webp"})
  void image_anyFormat_hasTheSizeAskedFor(String mimeType, String codec) throws Exception {
    CollectingSubscriber stream = bench.whole(image(SMALL, 1, mimeType));
    Path file = Files.write(cache.resolve("picture"), stream.media(0));
    assertThat(Tool.probe("codec_name", file)).isEqualTo(codec);
    assertThat(Tool.probe("width,height", file)).isEqualTo("96,64");
  }

  @Test
  void image_three_areDifferentAndCounted() {
    CollectingSubscriber stream = bench.whole(image(SMALL, 3, "image/png"));
    assertThat(stream.media(0)).isNotEqualTo(stream.media(1));
    assertThat(stream.media(1)).isNotEqualTo(stream.media(2));
    Usage usage = stream.finished().orElseThrow().usage();
    assertThat(usage.value(UsageUnit.IMAGES)).hasValue(3);
    assertThat(usage.value(UsageUnit.PIXELS)).hasValue(3L * 96 * 64);
    assertThat(usage.value(UsageUnit.FLOP).orElseThrow()).isGreaterThan(3L * 96 * 64);
  }

  @ParameterizedTest
  @CsvSource({"63, 512", "512, 2049", "1, 1", "100000, 100000"})
  void image_sizeOutOfRange_isInvalidAndNamesValueAndRange(int width, int height) {
    ProviderException failure = bench.failure(image(new PixelSize(width, height), 1, "image/png"));
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
    assertThat(failure)
        .hasMessage(
            "image.size is "
                + width
                + "x"
                + height
                + ", expected a width and a height of 64 to 2048 pixels");
  }

  @Test
  void image_tooMany_isInvalid() {
    assertThat(bench.failure(image(SMALL, 9, "image/png")))
        .hasMessage("image.count is 9, expected 1 to 8");
  }

  @Test
  void image_sourceIsNoPicture_isInvalidAndSaysSo() {
    Part.Media text = new Part.Media("image/png", ByteBuffer.wrap("hello".getBytes()));
    ProviderException failure = bench.failure(changed(text, OptionalDouble.of(0.5)));
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
    assertThat(failure).hasMessageStartingWith("image.source: ");
  }

  @Test
  @RequiresTool("ffprobe")
  void image_sourceWithoutSize_keepsTheSourcesSize() throws Exception {
    Part.Media source =
        new Part.Media("image/png", ByteBuffer.wrap(SampleMedia.png(new PixelSize(100, 80), 1)));
    CollectingSubscriber stream = bench.whole(changed(source, OptionalDouble.of(0.3)));
    Path file = Files.write(cache.resolve("changed.png"), stream.media(0));
    assertThat(Tool.probe("width,height", file)).isEqualTo("100,80");
  }

  @Test
  void image_parametersRulesDoNotKnow_areReported() {
    Image plain = image(SMALL, 1, "image/png");
    Image request =
        new Image(
            plain.prompt(),
            plain.size(),
            1,
            plain.format(),
            OptionalInt.of(50),
            OptionalDouble.of(7.5),
            plain.seed(),
            Optional.of("clouds"),
            Optional.empty(),
            Optional.of(SampleMedia.image()),
            OptionalDouble.of(0.5),
            List.of(SampleMedia.image()));
    CollectingSubscriber stream = bench.whole(request);
    assertThat(((GenerationEvent.Accepted) stream.events().get(0)).translations())
        .extracting(Translation::parameter, Translation::change)
        .containsExactlyInAnyOrder(
            tuple("image.steps", Translation.Change.CLAMPED),
            tuple("image.guidance", Translation.Change.DROPPED),
            tuple("image.mask", Translation.Change.DROPPED),
            tuple("image.controls", Translation.Change.DROPPED),
            tuple("image.strength", Translation.Change.DROPPED));
  }

  @ParameterizedTest
  @RequiresTool("ffprobe")
  @CsvSource({"video/mp4, h264, aac", "video/webm, vp9, opus"})
  void video_anyFormat_hasPicturesAndSoundOfTheLengthAskedFor(
      String mimeType, String picture, String sound) throws Exception {
    CollectingSubscriber stream = bench.whole(video(new PixelSize(128, 73), mimeType));
    Path file = Files.write(cache.resolve("film"), stream.media(0));
    assertThat(Tool.probe("codec_name", file).lines().map(line -> line.replace(",", "")))
        .containsExactlyInAnyOrder(picture, sound);
    assertThat(Tool.seconds(file)).isBetween(1.4, 1.75);
    Usage usage = stream.finished().orElseThrow().usage();
    assertThat(usage.value(UsageUnit.FRAMES)).hasValue(15);
    assertThat(usage.value(UsageUnit.PIXELS)).hasValue(15L * 128 * 72);
    assertThat(usage.value(UsageUnit.VIDEO_MILLIS)).hasValue(1500);
    assertThat(((GenerationEvent.Accepted) stream.events().get(0)).translations())
        .containsExactly(
            new Translation("video.size", Translation.Change.CLAMPED, "128x73 -> 128x72"));
  }

  @Test
  void video_lengthOutOfRange_isInvalid() {
    Video plain = video(SMALL, "video/mp4");
    Video request =
        new Video(
            plain.prompt(),
            plain.size(),
            Optional.of(Duration.ofSeconds(31)),
            plain.framesPerSecond(),
            plain.format(),
            plain.seed(),
            plain.firstFrame());
    assertThat(bench.failure(request))
        .hasMessage("video.duration is 31000 ms, expected 1000 to 30000 ms");
  }

  @Test
  void cancel_pictureUnderWay_freesTheWorkerSoon() throws Exception {
    cancelFreesTheWorker(image(new PixelSize(2048, 2048), 8, "image/png"));
  }

  @Test
  void cancel_filmUnderWay_freesTheWorkerSoon() throws Exception {
    Video plain = video(new PixelSize(640, 360), "video/mp4");
    cancelFreesTheWorker(
        new Video(
            plain.prompt(),
            plain.size(),
            Optional.of(Duration.ofSeconds(30)),
            OptionalInt.of(24),
            plain.format(),
            plain.seed(),
            plain.firstFrame()));
  }

  private static void cancelFreesTheWorker(GenerationRequest request) throws Exception {
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 3; i++) {
      CollectingSubscriber subscriber = bench.subscribe(request);
      subscriber.request(2);
      assertThat(subscriber.awaitEvents(2, Bench.PATIENCE)).isTrue();
      subscriber.cancel();
      Duration took = Bench.until(() -> bench.provider().working() == 0);
      best = took.compareTo(best) < 0 ? took : best;
    }
    assertThat(best).isLessThan(Bench.AT_ONCE);
    assertThat(bench.scratchFiles()).isEmpty();
  }

  private static Image image(PixelSize size, int count, String mimeType) {
    Image plain = Image.of(Bench.prompt("procedural-scene", "A red boat on a calm lake."));
    return new Image(
        plain.prompt(),
        Optional.of(size),
        count,
        Optional.of(mimeType),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalLong.of(7),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        List.of());
  }

  private static Image changed(Part.Media source, OptionalDouble strength) {
    Image plain = image(SMALL, 1, "image/png");
    return new Image(
        plain.prompt(),
        Optional.empty(),
        1,
        plain.format(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        plain.seed(),
        Optional.empty(),
        Optional.of(source),
        Optional.empty(),
        strength,
        List.of());
  }

  private static Video video(PixelSize size, String mimeType) {
    return new Video(
        Bench.prompt("procedural-film", "Snow over a mountain lake at dusk."),
        Optional.of(size),
        Optional.of(Duration.ofMillis(1500)),
        OptionalInt.of(10),
        Optional.of(mimeType),
        OptionalLong.of(7),
        Optional.empty());
  }
}
