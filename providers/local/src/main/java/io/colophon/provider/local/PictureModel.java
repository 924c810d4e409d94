package io.colophon.provider.local;

import io.colophon.provider.local.image.ImageOrder;
import io.colophon.provider.local.image.Picture;
import io.colophon.provider.local.image.PictureFile;
import io.colophon.provider.local.image.SceneRenderer;
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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** {@code procedural-scene}: pictures drawn by rules. */
final class PictureModel implements LocalModel {
  static final String NAME = "procedural-scene";
  private static final int MOST_PICTURES = 8;
  private static final int MOST_CHARACTERS = 10_000;
  private static final PixelSize USUAL_SIZE = new PixelSize(768, 512);
  private static final double USUAL_STRENGTH = 0.6;
  private static final Set<String> MIME_TYPES = Set.of("image/png", "image/jpeg", "image/webp");

  private final Lazy<SceneRenderer> renderer = new Lazy<>(() -> new SceneRenderer());
  private final ModelDescription description =
      new ModelDescription(
          NAME,
          Modality.IMAGE,
          Set.of(Ability.IMAGE, Ability.IMAGE_TO_IMAGE),
          "Scenes drawn by rules from the words of the prompt, English or Chinese: landscapes,"
              + " weather, buildings, plants, simple things. Not a neural network and not a"
              + " diffusion model; words that no rule knows become a texture.",
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          new ModelDescription.Limits(
              OptionalInt.of(ImageOrder.MIN_SIDE),
              OptionalInt.of(ImageOrder.MAX_SIDE),
              OptionalInt.of(MOST_PICTURES),
              OptionalInt.empty(),
              OptionalInt.of(MOST_CHARACTERS),
              MIME_TYPES));

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Job prepare(GenerationRequest request, CallOptions options, Report report) {
    GenerationRequest.Image image = (GenerationRequest.Image) request;
    boolean fromSource = image.source().isPresent();
    String prompt =
        fromSource
            ? Prompts.limited(image.prompt().userText(), MOST_CHARACTERS)
            : Prompts.describing(image, MOST_CHARACTERS);
    if (image.count() > MOST_PICTURES) {
      throw Report.invalid("image.count", image.count(), "1 to " + MOST_PICTURES);
    }
    image
        .size()
        .ifPresent(
            size -> Pictures.checked("image.size", size, ImageOrder.MIN_SIDE, ImageOrder.MAX_SIDE));
    String format = image.format().orElse("image/png").toLowerCase(Locale.ROOT);
    if (!MIME_TYPES.contains(format)) {
      throw Report.unsupported("image.format", format, SpeechModel.sorted(MIME_TYPES));
    }
    double strength = image.strength().orElse(USUAL_STRENGTH);
    if (!(strength >= 0 && strength <= 1)) {
      throw Report.invalid("image.strength", strength, "0.0 to 1.0");
    }
    OptionalInt octaves = octaves(image, report);
    report.dropped("image.guidance", image.guidance().isPresent(), "rules know no guidance");
    report.dropped("image.mask", image.mask().isPresent(), "the whole picture is changed");
    report.dropped("image.controls", !image.controls().isEmpty(), "rules know no controls");
    report.dropped(
        "image.strength",
        image.strength().isPresent() && !fromSource,
        "there is no source picture");
    long seed = Seeds.of(image.seed(), options);
    return (work, output) -> {
      Optional<Picture> source =
          image.source().map(media -> Pictures.decode("image.source", media));
      PixelSize size = image.size().orElseGet(() -> size(source));
      ImageOrder order =
          new ImageOrder(
              prompt,
              image.negativePrompt(),
              size.width(),
              size.height(),
              seed,
              octaves,
              source,
              fromSource ? strength : 1);
      return draw(order, image.count(), format, work, output);
    };
  }

  private static PixelSize size(Optional<Picture> source) {
    return source
        .map(picture -> Pictures.fitting(picture, ImageOrder.MIN_SIDE, ImageOrder.MAX_SIDE))
        .orElse(USUAL_SIZE);
  }

  /** Sampling steps become passes of refinement, of which there are fewer. */
  private static OptionalInt octaves(GenerationRequest.Image image, Report report) {
    if (image.steps().isEmpty()) {
      return OptionalInt.empty();
    }
    int asked = image.steps().getAsInt();
    if (asked < 1) {
      throw Report.invalid("image.steps", asked, "1 or more");
    }
    int used = Math.min(asked, ImageOrder.MAX_OCTAVES);
    if (used != asked) {
      report.clamped("image.steps", asked, used);
    }
    return OptionalInt.of(used);
  }

  private Outcome draw(ImageOrder order, int count, String format, Work work, Output output)
      throws IOException {
    for (int i = 0; i < count; i++) {
      work.checkpoint();
      WorkShare share = new WorkShare(work, (double) i / count, (i + 1.0) / count);
      Picture picture = renderer.get(work).render(order.picture(i), share);
      work.checkpoint();
      Path file = output.newFile();
      write(file, PictureFile.encode(picture, format, work));
      output.media(format, file);
    }
    int steps = order.octaves().orElse(ImageOrder.DEFAULT_OCTAVES);
    return Outcome.of(FinishReason.STOP)
        .with(UsageUnit.IMAGES, count)
        .with(UsageUnit.PIXELS, (long) order.width() * order.height() * count)
        .with(UsageUnit.STEPS, (long) steps * count);
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = bytes.duplicate();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }
}
