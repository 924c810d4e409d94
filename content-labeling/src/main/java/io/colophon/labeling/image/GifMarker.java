package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.GifBlocks;
import io.colophon.labeling.container.GifBlocks.Block;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import java.awt.Rectangle;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * GIF: the label is seen on every image of an animation, on an opaque plate. Images that leave it
 * alone are copied as they are; others get pixels and colours of the label, and a larger area where
 * the label would not be seen otherwise. A few hundred colours cannot carry a watermark, so there
 * is none.
 */
final class GifMarker implements MediaMarker {
  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/gif");
  }

  @Override
  public boolean watermarks() {
    return false;
  }

  @Override
  public Marked mark(
      Path input,
      String mimeType,
      Optional<ShownLabel> shown,
      OptionalLong watermark,
      Path output,
      Scratch scratch)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    if (watermark.isPresent()) {
      Notes.add(notes, Notes.NO_ROOM_FOR_WATERMARK);
    }
    try (Source file = Source.open(input);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
      GifFrames frames = new GifFrames(file);
      frames.requireLimits(shown.isPresent());
      if (shown.isEmpty()) {
        file.copy(0, file.size(), out);
        return new Marked(Optional.empty(), OptionalLong.empty(), notes);
      }
      LabelMark mark = LabelMark.of(shown.get(), frames.width(), frames.height());
      new Drawing(file, frames, mark, out, notes).all();
      return new Marked(
          Optional.of(DrawnLabel.told(shown.get(), mark)), OptionalLong.empty(), notes);
    }
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Marked marked) throws IOException {
    if (marked.explicit().isEmpty()) {
      return Optional.empty();
    }
    try (Source file = Source.open(output)) {
      GifFrames frames = new GifFrames(file);
      LabelMark mark =
          LabelMark.of(DrawnLabel.shown(marked.explicit().get()), frames.width(), frames.height());
      List<String> wrong = new ArrayList<>();
      GifPlayer.play(
          file,
          canvas -> {
            PictureMarker.missing(canvas.seen(), mark).ifPresent(wrong::add);
            return wrong.isEmpty();
          });
      return wrong.stream().findFirst();
    }
  }

  /** One pass over a file. */
  private static final class Drawing {
    private final Source file;
    private final GifFrames frames;
    private final LabelMark mark;
    private final Rectangle plate;
    private final OutputStream out;
    private final List<String> notes;
    private final GifCanvas canvas;

    /** Whether all of the label is on the screen before the next image is drawn. */
    private boolean whole;

    Drawing(Source file, GifFrames frames, LabelMark mark, OutputStream out, List<String> notes) {
      this.file = file;
      this.frames = frames;
      this.mark = mark;
      this.plate = new Rectangle(mark.x(), mark.y(), mark.width(), mark.height());
      this.out = out;
      this.notes = notes;
      this.canvas = new GifCanvas(frames.width(), frames.height());
    }

    void all() throws LabelingException, IOException {
      out.write("GIF89a".getBytes(StandardCharsets.ISO_8859_1));
      file.copy(6, 7 + GifBlocks.tableBytes(file.u8(10)), out);
      GifBlocks blocks = new GifBlocks(file);
      long control = -1;
      for (Block block = blocks.next(); block.kind() != Block.TRAILER; block = blocks.next()) {
        switch (block.kind()) {
          case Block.GRAPHIC_CONTROL -> control = block.at();
          case Block.IMAGE -> {
            image(block, control);
            control = -1;
          }
          default -> {
            if (block.application().startsWith("C2PA_GIF")) {
              Notes.add(notes, Notes.REMOVED_C2PA);
            } else {
              file.copy(block.at(), block.end() - block.at(), out);
            }
          }
        }
      }
      out.write(Block.TRAILER);
    }

    private void image(Block block, long control) throws LabelingException, IOException {
      GifFrame frame = frames.frame(block, control);
      boolean touched = !whole || frame.area().intersects(plate);
      GifFrame drawn = touched ? drawn(frame) : frame;
      if (touched) {
        GifImage.write(drawn, out);
      } else {
        if (control >= 0) {
          file.copy(control, 8, out);
        }
        file.copy(block.at(), block.end() - block.at(), out);
      }
      switch (frame.disposal()) {
        case GifFrame.TAKEN_BACK -> {}
        case GifFrame.CLEARED -> {
          canvas.clear(drawn.area());
          whole &= !touched;
        }
        default -> {
          canvas.draw(drawn);
          whole = true;
        }
      }
    }

    private GifFrame drawn(GifFrame frame) throws LabelingException {
      Rectangle area = whole ? frame.area() : frame.area().union(plate);
      boolean grows = !area.equals(frame.area());
      if (grows
          && frame.disposal() == GifFrame.CLEARED
          && !canvas.isClear(area, frame.area(), plate)) {
        throw new LabelingException(
            Reason.UNSUPPORTED_VARIANT,
            "animated GIF of images that are cleared between others that are not");
      }
      GifPalette palette = GifPalette.of(frame, grows);
      byte[] pixels = new byte[area.width * area.height];
      if (grows) {
        java.util.Arrays.fill(pixels, (byte) palette.transparent());
      }
      for (int y = 0; y < frame.area().height; y++) {
        int to = (frame.area().y + y - area.y) * area.width + frame.area().x - area.x;
        int from = y * frame.area().width;
        for (int x = 0; x < frame.area().width; x++) {
          pixels[to + x] = palette.replaced(frame.pixels()[from + x]);
        }
      }
      Rectangle inside = area.intersection(plate);
      for (int y = inside.y; y < inside.y + inside.height; y++) {
        for (int x = inside.x; x < inside.x + inside.width; x++) {
          pixels[(y - area.y) * area.width + x - area.x] =
              palette.shade(mark.coverage(x - plate.x, y - plate.y));
        }
      }
      return frame.with(area, palette.colours(), pixels, palette.transparent());
    }
  }
}
