package io.colophon.labeling.image;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.MediaLabeler;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.XmpPacket;
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
import java.util.Set;

/** Draws the words into a still picture, codes it anew and writes the metadata label beside it. */
public final class PictureLabeler implements MediaLabeler {
  /** Larger pictures are refused before anything is decoded. */
  public static final long MAX_PIXELS = 64L << 20;

  private final PictureCodec codec;

  private PictureLabeler(PictureCodec codec) {
    this.codec = codec;
  }

  /** One labeller for each still format. */
  public static List<MediaLabeler> all() {
    return List.of(
        new PictureLabeler(new PngCodec()),
        new PictureLabeler(new JpegCodec()),
        new PictureLabeler(new WebpCodec()));
  }

  @Override
  public Set<String> mimeTypes() {
    return Set.of(codec.mimeType());
  }

  @Override
  public Made label(Path input, String mimeType, LabelOrder order, Path output, Scratch scratch)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    try (Source original = Source.open(input)) {
      requireSize(codec.inspect(original));
      BufferedImage picture = Samples.paintable(codec.decode(input));
      LabelMark mark = LabelMark.of(order, picture.getWidth(), picture.getHeight());
      MarkPainter.paint(picture.getRaster(), picture.getColorModel().hasAlpha(), mark);
      Path coded = scratch.file(".pixels");
      codec.encode(picture, input, coded);
      byte[] xmp = packet(original, order, notes);
      try (Source pixels = Source.open(coded);
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
        codec.assemble(pixels, original, xmp, out, notes);
      }
      return new Made(
          ExplicitLabel.drawn(mark.text(), "bottom-right", mark.heightRatio()),
          codec.carrier(),
          notes);
    }
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Made made) throws IOException {
    PictureCodec.Size size;
    try (Source file = Source.open(output)) {
      size = codec.inspect(file);
    } catch (LabelingException e) {
      return Optional.of("the output cannot be read: " + e.getMessage());
    }
    LabelMark mark = LabelMark.of(made.explicit().text(), (int) size.width(), (int) size.height());
    Rectangle plate = new Rectangle(mark.x(), mark.y(), mark.width(), mark.height());
    return MarkCheck.missing(mark, Samples.luma(codec.decode(output, plate)));
  }

  private byte[] packet(Source original, LabelOrder order, List<String> notes) throws IOException {
    AigcLabel label = AigcLabel.generated(order);
    byte[] merged = XmpPacket.labelled(codec.xmp(original, notes), label, order, notes);
    if (codec.fits(merged)) {
      return merged;
    }
    Notes.add(notes, Notes.REPLACED_XMP);
    return XmpPacket.labelled(Optional.empty(), label, order, notes);
  }

  private static void requireSize(PictureCodec.Size size) throws LabelingException {
    String told = "picture of " + size.width() + "x" + size.height() + " pixels";
    if (size.width() * size.height() > MAX_PIXELS) {
      throw new LabelingException(Reason.TOO_LARGE, told + ", expected at most " + MAX_PIXELS);
    }
    if (Math.min(size.width(), size.height()) < LabelMark.MIN_SIDE) {
      throw new LabelingException(
          Reason.TOO_SMALL, told + ", expected sides of at least " + LabelMark.MIN_SIDE);
    }
  }
}
