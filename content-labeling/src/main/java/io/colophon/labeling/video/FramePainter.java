package io.colophon.labeling.video;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.codec.FilmTranscoder;
import io.colophon.labeling.codec.Planes;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.image.LabelMark;
import io.colophon.labeling.watermark.FilmWatermark;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Lays the visible label over frames, brightness first, then colour to grey; then marks the
 * brightness. Used for one film.
 */
final class FramePainter implements FilmTranscoder.Painter {
  /** GB 45438-2025 clause 5.4 asks for two seconds; half a second more leaves no doubt. */
  static final double SECONDS = 2.5;

  private static final int GREY = 128;

  private final Optional<ShownLabel> shown;
  private final FilmWatermark watermark;
  private final List<String> notes;
  private OptionalLong payload;
  private @Nullable LabelMark mark;
  private FilmWatermark.@Nullable Embedder embedder;

  /**
   * @param notes gets a code when there is no room for a watermark
   */
  FramePainter(
      Optional<ShownLabel> shown,
      FilmWatermark watermark,
      OptionalLong payload,
      List<String> notes) {
    this.shown = shown;
    this.watermark = watermark;
    this.payload = payload;
    this.notes = notes;
  }

  /** The label; empty if none is shown, or the size is not known yet. */
  Optional<LabelMark> mark() {
    return Optional.ofNullable(mark);
  }

  /** The watermark that frames get; empty where it finds no room. */
  OptionalLong payload() {
    return payload;
  }

  @Override
  public void size(int width, int height, boolean fullRange) throws LabelingException {
    int side = Math.min(width, height);
    if (shown.isPresent()) {
      if (side < LabelMark.MIN_SIDE) {
        throw new LabelingException(
            Reason.TOO_SMALL,
            "film of "
                + width
                + "x"
                + height
                + ", expected sides of at least "
                + LabelMark.MIN_SIDE);
      }
      mark = LabelMark.of(shown.get(), width, height);
    }
    if (payload.isPresent() && side < watermark.minSide()) {
      Notes.add(notes, Notes.NO_ROOM_FOR_WATERMARK);
      payload = OptionalLong.empty();
    }
    if (payload.isPresent()) {
      embedder = watermark.embedder(width, height, fullRange, payload.getAsLong());
    }
  }

  private boolean shows(double seconds) {
    return shown.isPresent() && (shown.get().wholeLength() || seconds <= SECONDS);
  }

  @Override
  public boolean wants(double seconds) {
    return embedder != null || shows(seconds);
  }

  @Override
  public void paint(Planes frame, double seconds) {
    if (mark != null && shows(seconds)) {
      draw(frame, mark);
    }
    if (embedder != null) {
      embedder.mark(frame.luma(), frame.lumaStride());
    }
  }

  private static void draw(Planes frame, LabelMark label) {
    int black = frame.fullRange() ? 0 : 16;
    int white = frame.fullRange() ? 255 : 235;
    for (int j = 0; j < label.height(); j++) {
      int row = (label.y() + j) * frame.lumaStride() + label.x();
      for (int i = 0; i < label.width(); i++) {
        double ink = label.coverage(i, j) / 255.0;
        int under = (frame.luma().get(row + i) & 0xFF) - black;
        double plate = under * (1 - LabelMark.PLATE_ALPHA);
        double value = black + plate * (1 - ink) + (white - black) * ink;
        frame.luma().put(row + i, (byte) Math.max(0, Math.min(255, Math.round(value))));
      }
    }
    for (ByteBuffer chroma : frame.chroma()) {
      draw(chroma, frame.chromaStride(), label);
    }
  }

  private static void draw(ByteBuffer chroma, int stride, LabelMark label) {
    for (int y = label.y() / 2; y <= (label.y() + label.height() - 1) / 2; y++) {
      for (int x = label.x() / 2; x <= (label.x() + label.width() - 1) / 2; x++) {
        int at = y * stride + x;
        int colour = (chroma.get(at) & 0xFF) - GREY;
        chroma.put(at, (byte) Math.round(GREY + colour * colourLeft(label, x, y)));
      }
    }
  }

  /** How much colour of the four pixels under a chroma sample is left. */
  private static double colourLeft(LabelMark label, int x, int y) {
    double left = 0;
    for (int j = 2 * y - label.y(); j < 2 * y - label.y() + 2; j++) {
      for (int i = 2 * x - label.x(); i < 2 * x - label.x() + 2; i++) {
        boolean inside = i >= 0 && j >= 0 && i < label.width() && j < label.height();
        left += inside ? (1 - LabelMark.PLATE_ALPHA) * (1 - label.coverage(i, j) / 255.0) : 1;
      }
    }
    return left / 4;
  }
}
