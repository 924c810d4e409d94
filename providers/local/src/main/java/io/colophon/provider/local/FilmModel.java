package io.colophon.provider.local;

import io.colophon.provider.local.audio.PcmAudio;
import io.colophon.provider.local.image.Picture;
import io.colophon.provider.local.music.MusicEngine;
import io.colophon.provider.local.video.Container;
import io.colophon.provider.local.video.Film;
import io.colophon.provider.local.video.FilmMaker;
import io.colophon.provider.local.video.FilmOrder;
import io.colophon.provider.local.work.Work;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** {@code procedural-film}: moving scenes drawn by rules, with music of the same prompt. */
final class FilmModel implements LocalModel {
  static final String NAME = "procedural-film";
  private static final int MOST_CHARACTERS = 10_000;
  private static final PixelSize USUAL_SIZE = new PixelSize(640, 360);
  private static final Duration USUAL_LENGTH = Duration.ofSeconds(4);
  private static final Set<String> MIME_TYPES = Set.of("video/mp4", "video/webm");

  /** The music's share of the whole work. */
  private static final double MUSIC_SHARE = 0.1;

  private final Lazy<MusicEngine> music;
  private final Lazy<FilmMaker> maker = new Lazy<>(() -> new FilmMaker());
  private final ModelDescription description =
      new ModelDescription(
          NAME,
          Modality.VIDEO,
          Set.of(Ability.VIDEO, Ability.IMAGE_TO_VIDEO),
          "The scenes of procedural-scene in motion, with music of procedural-music: MP4 (H.264,"
              + " AAC) or WebM (VP9, Opus). Not a neural network; nobody acts and nothing is told."
              + " A first frame is moved as a whole, as by a camera.",
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          new ModelDescription.Limits(
              OptionalInt.of(FilmOrder.MIN_SIDE),
              OptionalInt.of(FilmOrder.MAX_SIDE),
              OptionalInt.of(1),
              OptionalInt.of((int) FilmOrder.MAX_DURATION.toMillis()),
              OptionalInt.of(MOST_CHARACTERS),
              MIME_TYPES));

  FilmModel(Lazy<MusicEngine> music) {
    this.music = music;
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Job prepare(GenerationRequest request, CallOptions options, Report report) {
    GenerationRequest.Video video = (GenerationRequest.Video) request;
    String prompt =
        video.firstFrame().isPresent()
            ? Prompts.limited(video.prompt().userText(), MOST_CHARACTERS)
            : Prompts.describing(video, MOST_CHARACTERS);
    Optional<PixelSize> size = video.size().map(asked -> size(asked, report));
    Duration length = length(video);
    int rate = video.framesPerSecond().orElse(FilmOrder.DEFAULT_FPS);
    if (rate < 1 || rate > FilmOrder.MAX_FPS) {
      throw Report.invalid("video.frames_per_second", rate, "1 to " + FilmOrder.MAX_FPS);
    }
    String format = video.format().orElse("video/mp4").toLowerCase(Locale.ROOT);
    if (!MIME_TYPES.contains(format)) {
      throw Report.unsupported("video.format", format, SpeechModel.sorted(MIME_TYPES));
    }
    long seed = Seeds.of(video.seed(), options);
    return (work, output) -> {
      Optional<Picture> first =
          video.firstFrame().map(media -> Pictures.decode("video.first_frame", media));
      PixelSize pixels = size.orElseGet(() -> size(first));
      PcmAudio sound =
          music.get(work).play(prompt, length, seed, new WorkShare(work, 0, MUSIC_SHARE));
      FilmOrder order =
          new FilmOrder(
              prompt,
              pixels.width(),
              pixels.height(),
              length,
              rate,
              Container.of(format),
              seed,
              first,
              Optional.of(sound));
      return film(order, format, work, output);
    };
  }

  private static PixelSize size(PixelSize asked, Report report) {
    Pictures.checked("video.size", asked, FilmOrder.MIN_SIDE, FilmOrder.MAX_SIDE);
    PixelSize used = even(asked);
    if (!used.equals(asked)) {
      report.clamped("video.size", asked, used);
    }
    return used;
  }

  private static PixelSize size(Optional<Picture> first) {
    return first
        .map(picture -> even(Pictures.fitting(picture, FilmOrder.MIN_SIDE, USUAL_SIZE.width())))
        .orElse(USUAL_SIZE);
  }

  /** Film codecs halve the resolution of colour, so sides are even. */
  private static PixelSize even(PixelSize size) {
    return new PixelSize(size.width() & ~1, size.height() & ~1);
  }

  private static Duration length(GenerationRequest.Video video) {
    Duration asked = video.duration().orElse(USUAL_LENGTH);
    if (asked.compareTo(FilmOrder.MIN_DURATION) < 0
        || asked.compareTo(FilmOrder.MAX_DURATION) > 0) {
      throw Report.invalid(
          "video.duration",
          asked.toMillis() + " ms",
          FilmOrder.MIN_DURATION.toMillis() + " to " + FilmOrder.MAX_DURATION.toMillis() + " ms");
    }
    return Duration.ofMillis(asked.toMillis());
  }

  private Outcome film(FilmOrder order, String format, Work work, Output output)
      throws IOException {
    Path file = output.newFile();
    Film film = maker.get(work).make(order, file, new WorkShare(work, MUSIC_SHARE, 1));
    output.media(format, file);
    return Outcome.of(FinishReason.STOP)
        .with(UsageUnit.FRAMES, film.frames())
        .with(UsageUnit.PIXELS, (long) order.width() * order.height() * film.frames())
        .with(UsageUnit.VIDEO_MILLIS, film.millis())
        .with(UsageUnit.AUDIO_MILLIS, film.millis());
  }
}
