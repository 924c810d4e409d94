package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.TiffPages;
import io.colophon.labeling.container.TiffPages.Page;
import io.colophon.labeling.watermark.PictureWatermark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * TIFF: the label is drawn on every page, and every page is marked. Grey and RGB of 8 and 16 bits
 * stay what they are, palettes and fewer bits are widened; lossless compression stays what it is.
 */
final class TiffMarker implements MediaMarker {
  private static final int MAX_BITS = 16;
  private static final int PALETTE = 3;

  private final PictureWatermark watermark;

  TiffMarker(PictureWatermark watermark) {
    this.watermark = watermark;
  }

  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/tiff", "image/tif");
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
    List<Page> pages = inspected(input, shown.isPresent(), notes);
    boolean fits =
        pages.stream()
            .allMatch(page -> Math.min(page.width(), page.height()) >= watermark.minSide());
    List<LabelMark> drawn = new ArrayList<>();
    List<Boolean> held = new ArrayList<>();
    TiffImages.rewrite(
        input,
        output,
        pages,
        (picture, orientation) -> {
          Optional<LabelMark> label =
              shown.map(words -> PictureMarker.draw(picture, words, orientation));
          label.ifPresent(drawn::add);
          if (fits && payload.isPresent()) {
            held.add(
                PictureMarker.watermark(
                    picture, orientation, label, watermark, payload.getAsLong()));
          }
        });
    boolean marked = held.contains(true) && !held.contains(false);
    if (payload.isPresent() && !marked) {
      Notes.add(notes, Notes.NO_ROOM_FOR_WATERMARK);
    }
    return new Marked(
        DrawnLabel.told(shown, drawn.stream().findFirst()),
        marked ? payload : OptionalLong.empty(),
        notes);
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Marked marked) throws IOException {
    List<Page> pages;
    try {
      pages = inspected(output, false, new ArrayList<>());
    } catch (LabelingException e) {
      return Optional.of("the output cannot be read: " + e.getMessage());
    }
    for (int i = 0; i < pages.size(); i++) {
      BufferedImage picture = TiffImages.read(output, pages.get(i), i);
      Orientation orientation = Orientation.of(pages.get(i).orientation());
      Optional<String> wrong = PictureMarker.missing(picture, orientation, marked, watermark);
      if (wrong.isPresent()) {
        return Optional.of("page " + (i + 1) + ": " + wrong.get());
      }
    }
    return Optional.empty();
  }

  /** The pages, if all of them can be marked. */
  static List<Page> inspected(Path file, boolean drawn, List<String> notes)
      throws LabelingException, IOException {
    try (Source source = Source.open(file)) {
      if (TiffPages.isBig(source)) {
        throw new LabelingException(
            Reason.UNSUPPORTED_VARIANT, "BigTIFF, whose pixels cannot be coded anew");
      }
      List<Page> pages = TiffPages.of(source);
      long pixels = 0;
      for (Page page : pages) {
        PictureLimits.require(page.width(), page.height(), drawn);
        pixels += page.width() * page.height();
        boolean known = page.photometric() >= 0 && page.photometric() <= PALETTE;
        boolean coded = page.photometric() == 6 || known;
        if (!coded || page.floating() || page.bits() > MAX_BITS) {
          throw new LabelingException(
              Reason.UNSUPPORTED_VARIANT,
              "TIFF of photometric interpretation "
                  + page.photometric()
                  + " and "
                  + page.bits()
                  + " bits, expected grey, RGB, palette or YCbCr of up to "
                  + MAX_BITS
                  + " bits");
        }
        if (page.store()) {
          Notes.add(notes, Notes.REMOVED_C2PA);
        }
      }
      PictureLimits.require(pixels, 1, false);
      return pages;
    }
  }
}
