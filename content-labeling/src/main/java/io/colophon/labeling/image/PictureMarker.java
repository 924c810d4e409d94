package io.colophon.labeling.image;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.watermark.Detection;
import io.colophon.labeling.watermark.LumaPlane;
import io.colophon.labeling.watermark.PictureWatermark;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Draws the label into a still picture, then marks its brightness, and codes it anew. A picture
 * that viewers turn stays as it is stored; label and mark are put in as viewers will see them.
 */
final class PictureMarker implements MediaMarker {
  private final PictureCodec codec;
  private final PictureWatermark watermark;

  PictureMarker(PictureCodec codec, PictureWatermark watermark) {
    this.codec = codec;
    this.watermark = watermark;
  }

  @Override
  public Set<String> mimeTypes() {
    return codec.mimeTypes();
  }

  @Override
  public boolean watermarks() {
    return true;
  }

  @Override
  public Marked mark(
      Path input,
      String mimeType,
      Optional<ShownLabel> shown,
      OptionalLong payload,
      Path output,
      Scratch scratch)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    try (Source original = Source.open(input)) {
      PictureCodec.Shape shape = codec.inspect(original);
      PictureLimits.require(shape.width(), shape.height(), shown.isPresent());
      BufferedImage picture = Samples.paintable(codec.decode(input));
      Optional<ExplicitLabel> told = shown.map(label -> draw(picture, label, shape.orientation()));
      OptionalLong marked = watermarked(picture, shape.orientation(), payload, notes);
      Path coded = scratch.file(".pixels");
      codec.encode(picture, input, coded);
      try (Source pixels = Source.open(coded);
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
        codec.assemble(pixels, original, out, notes);
      }
      return new Marked(told, marked, notes);
    }
  }

  static ExplicitLabel draw(BufferedImage picture, ShownLabel shown, Orientation orientation) {
    LabelMark mark = LabelMark.of(shown, picture.getWidth(), picture.getHeight(), orientation);
    MarkPainter.paint(picture.getRaster(), picture.getColorModel().hasAlpha(), mark);
    return DrawnLabel.told(shown, mark);
  }

  /** Room for a mark is only where it fits and can be found again. */
  private OptionalLong watermarked(
      BufferedImage picture, Orientation orientation, OptionalLong payload, List<String> notes) {
    if (payload.isEmpty()) {
      return payload;
    }
    if (Math.min(picture.getWidth(), picture.getHeight()) < watermark.minSide()) {
      Notes.add(notes, Notes.NO_ROOM_FOR_WATERMARK);
      return OptionalLong.empty();
    }
    Brightness brightness = new Brightness(picture, orientation);
    LumaPlane plane = brightness.plane();
    watermark.embed(plane, payload.getAsLong());
    brightness.set(plane);
    return payload;
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Marked marked) throws IOException {
    PictureCodec.Shape shape;
    try (Source file = Source.open(output)) {
      shape = codec.inspect(file);
      PictureLimits.require(shape.width(), shape.height(), false);
    } catch (LabelingException e) {
      return Optional.of("the output cannot be read: " + e.getMessage());
    }
    Optional<LabelMark> mark =
        marked
            .explicit()
            .map(
                told ->
                    LabelMark.of(
                        DrawnLabel.shown(told),
                        (int) shape.width(),
                        (int) shape.height(),
                        shape.orientation()));
    if (marked.watermark().isEmpty()) {
      return mark.isEmpty() ? Optional.empty() : missing(codec, output, mark.get());
    }
    BufferedImage picture = Samples.paintable(codec.decode(output));
    Optional<String> undrawn = mark.flatMap(drawn -> missing(picture, drawn));
    return undrawn.isPresent()
        ? undrawn
        : unmarked(picture, shape.orientation(), marked.watermark().getAsLong());
  }

  private static Optional<String> missing(PictureCodec codec, Path output, LabelMark mark)
      throws IOException {
    Rectangle plate = new Rectangle(mark.x(), mark.y(), mark.width(), mark.height());
    return MarkCheck.missing(mark, Samples.luma(codec.decode(output, plate)));
  }

  static Optional<String> missing(BufferedImage picture, LabelMark mark) {
    return MarkCheck.missing(
        mark, Samples.luma(picture.getSubimage(mark.x(), mark.y(), mark.width(), mark.height())));
  }

  private Optional<String> unmarked(BufferedImage picture, Orientation orientation, long payload) {
    LumaPlane plane = new Brightness(picture, orientation).plane();
    Optional<Detection> found = watermark.detect(plane);
    return found.isPresent() && found.get().payload() == payload
        ? Optional.empty()
        : Optional.of("the watermark is not found again");
  }
}
