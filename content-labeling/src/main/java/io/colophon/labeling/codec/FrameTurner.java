package io.colophon.labeling.codec;

import io.colophon.labeling.container.MalformedMediaException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Turns 4:2:0 frames upright, sample by sample, so that nothing is left for players to do. */
final class FrameTurner implements AutoCloseable {
  private final Turn turn;
  private final AVFrame turned = avutil.av_frame_alloc();
  private byte[] coded = new byte[0];
  private byte[] row = new byte[0];

  FrameTurner(Turn turn) {
    this.turn = turn;
  }

  /** The frame itself where there is nothing to turn, else a turned one with the same time. */
  AVFrame upright(AVFrame frame) throws MalformedMediaException {
    if (turn.isNone()) {
      return frame;
    }
    avutil.av_frame_unref(turned);
    turned.width(turn.swapsSides() ? frame.height() : frame.width());
    turned.height(turn.swapsSides() ? frame.width() : frame.height());
    turned.format(frame.format());
    Ffmpeg.read(avutil.av_frame_get_buffer(turned, 0), "memory");
    Ffmpeg.read(avutil.av_frame_copy_props(turned, frame), "turn");
    avutil.av_frame_remove_side_data(turned, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
    for (int i = 0; i < 3; i++) {
      int half = i == 0 ? 0 : 1;
      plane(frame, turned, i, (turned.width() + half) >> half, (turned.height() + half) >> half);
    }
    return turned;
  }

  private void plane(AVFrame from, AVFrame to, int index, int width, int height) {
    int codedWidth = turn.swapsSides() ? height : width;
    int codedHeight = turn.swapsSides() ? width : height;
    load(from, index, codedWidth, codedHeight);
    ByteBuffer out = to.data(index).capacity((long) to.linesize(index) * height).asByteBuffer();
    if (row.length < width) {
      row = new byte[width];
    }
    // One step to the right, and one step down, in the coded picture.
    int columnStep = turn.fromRight() ? -1 : 1;
    int rowStep = turn.fromBottom() ? -codedWidth : codedWidth;
    int across = turn.swapsSides() ? rowStep : columnStep;
    int down = turn.swapsSides() ? columnStep : rowStep;
    int start =
        (turn.fromRight() ? codedWidth - 1 : 0)
            + (turn.fromBottom() ? (codedHeight - 1) * codedWidth : 0);
    for (int y = 0; y < height; y++) {
      for (int x = 0, at = start + y * down; x < width; x++, at += across) {
        row[x] = coded[at];
      }
      out.put(y * to.linesize(index), row, 0, width);
    }
  }

  private void load(AVFrame from, int index, int width, int height) {
    if (coded.length < width * height) {
      coded = new byte[width * height];
    }
    int stride = from.linesize(index);
    ByteBuffer in = from.data(index).capacity((long) stride * height).asByteBuffer();
    for (int y = 0; y < height; y++) {
      in.get(y * stride, coded, y * width, width);
    }
  }

  @Override
  public void close() {
    avutil.av_frame_free(turned);
  }
}
