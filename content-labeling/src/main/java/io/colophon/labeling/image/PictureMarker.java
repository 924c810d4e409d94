package io.colophon.labeling.image;

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
import java.awt.image.WritableRaster;
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
      Orientation orientation = shape.orientation();
      Optional<LabelMark> label = shown.map(words -> draw(picture, words, orientation));
      OptionalLong marked = watermarked(picture, orientation, label, payload, notes);
      Path coded = scratch.file(".pixels");
      codec.encode(picture, input, coded);
      try (Source pixels = Source.open(coded);
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
        codec.assemble(pixels, original, out, notes);
      }
      return new Marked(DrawnLabel.told(shown, label), marked, notes);
    }
  }

  static LabelMark draw(BufferedImage picture, ShownLabel shown, Orientation orientation) {
    LabelMark mark = LabelMark.of(shown, picture.getWidth(), picture.getHeight(), orientation);
    MarkPainter.paint(picture.getRaster(), picture.getColorModel().hasAlpha(), mark);
    return mark;
  }

  /**
   * Marks a picture if it has room for it: it is large enough, and not so transparent that the mark
   * is lost.
   */
  private OptionalLong watermarked(
      BufferedImage picture,
      Orientation orientation,
      Optional<LabelMark> label,
      OptionalLong payload,
      List<String> notes) {
    if (payload.isEmpty()) {
      return payload;
    }
    boolean fits = Math.min(picture.getWidth(), picture.getHeight()) >= watermark.minSide();
    if (fits && watermark(picture, orientation, label, watermark, payload.getAsLong())) {
      return payload;
    }
    Notes.add(notes, Notes.NO_ROOM_FOR_WATERMARK);
    return OptionalLong.empty();
  }

  /**
   * Marks the brightness of a picture.
   *
   * @param label what was drawn before
   * @return false if what is seen of it, through transparent parts, does not hold the mark; the
   *     picture is as it was then
   */
  static boolean watermark(
      BufferedImage picture,
      Orientation orientation,
      Optional<LabelMark> label,
      PictureWatermark watermark,
      long payload) {
    Brightness brightness = new Brightness(picture, orientation);
    LumaPlane plane = brightness.plane();
    watermark.embed(plane, payload);
    if (!picture.getColorModel().hasAlpha()) {
      brightness.set(plane, label);
      return true;
    }
    WritableRaster before = picture.copyData(null);
    brightness.set(plane, label);
    if (holds(watermark, brightness.plane(), payload)) {
      return true;
    }
    picture.setData(before);
    return false;
  }

  private static boolean holds(PictureWatermark watermark, LumaPlane plane, long payload) {
    Optional<Detection> found = watermark.detect(plane);
    return found.isPresent() && found.get().payload() == payload;
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
    if (marked.watermark().isPresent()) {
      BufferedImage picture = Samples.paintable(codec.decode(output));
      return missing(picture, shape.orientation(), marked, watermark);
    }
    if (marked.explicit().isEmpty()) {
      return Optional.empty();
    }
    LabelMark mark =
        LabelMark.of(
            DrawnLabel.shown(marked.explicit().get()),
            (int) shape.width(),
            (int) shape.height(),
            shape.orientation());
    Rectangle plate = new Rectangle(mark.x(), mark.y(), mark.width(), mark.height());
    return MarkCheck.missing(mark, Samples.luma(codec.decode(output, plate)));
  }

  /** What a whole picture lacks of what it was given. */
  static Optional<String> missing(
      BufferedImage picture, Orientation orientation, Marked marked, PictureWatermark watermark) {
    Optional<String> undrawn =
        marked
            .explicit()
            .map(DrawnLabel::shown)
            .map(shown -> LabelMark.of(shown, picture.getWidth(), picture.getHeight(), orientation))
            .flatMap(mark -> missing(picture, mark));
    if (undrawn.isPresent() || marked.watermark().isEmpty()) {
      return undrawn;
    }
    long payload = marked.watermark().getAsLong();
    return holds(watermark, new Brightness(picture, orientation).plane(), payload)
        ? Optional.empty()
        : Optional.of("the watermark is not found again");
  }

  static Optional<String> missing(BufferedImage picture, LabelMark mark) {
    return MarkCheck.missing(
        mark, Samples.luma(picture.getSubimage(mark.x(), mark.y(), mark.width(), mark.height())));
  }
}
