package io.colophon.labeling.video;

import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.codec.FilmTranscoder;
import io.colophon.labeling.codec.Planes;
import io.colophon.labeling.image.LabelMark;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lays the visible label over the first frames: brightness first, then colour to grey. */
final class FramePainter implements FilmTranscoder.Painter {
  /** GB 45438-2025 clause 5.4 asks for two seconds; half a second more leaves no doubt. */
  static final double SECONDS = 2.5;

  private static final int GREY = 128;

  private final LabelOrder order;
  private @Nullable LabelMark mark;

  FramePainter(LabelOrder order) {
    this.order = order;
  }

  /** The label; only after the size is known. */
  LabelMark mark() {
    return Objects.requireNonNull(mark, "size");
  }

  @Override
  public void size(int width, int height) throws LabelingException {
    if (Math.min(width, height) < LabelMark.MIN_SIDE) {
      throw new LabelingException(
          Reason.TOO_SMALL,
          "film of " + width + "x" + height + ", expected sides of at least " + LabelMark.MIN_SIDE);
    }
    mark = LabelMark.of(order, width, height);
  }

  @Override
  public boolean wants(double seconds) {
    return seconds <= SECONDS;
  }

  @Override
  public void paint(Planes frame) {
    LabelMark label = mark();
    int black = frame.fullRange() ? 0 : 16;
    int white = frame.fullRange() ? 255 : 235;
    for (int j = 0; j < label.height(); j++) {
      int row = (label.y() + j) * frame.lumaStride() + label.x();
      for (int i = 0; i < label.width(); i++) {
        double ink = label.coverage(i, j) / 255.0;
        int under = (frame.luma().get(row + i) & 0xFF) - black;
        double plate = under * (1 - LabelMark.PLATE_ALPHA);
        double value = black + plate * (1 - ink) + (white - black) * ink;
        frame.luma().put(row + i, (byte) Math.round(value));
      }
    }
    for (ByteBuffer chroma : frame.chroma()) {
      paint(chroma, frame.chromaStride(), label);
    }
  }

  private static void paint(ByteBuffer chroma, int stride, LabelMark label) {
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
