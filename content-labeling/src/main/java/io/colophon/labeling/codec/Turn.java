package io.colophon.labeling.codec;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.IntPointer;

/**
 * How players turn and flip the pictures of a film, as phones write it into the track header
 * (matrix of ISO/IEC 14496-12, 8.3.2). All eight quarter turns and mirrors are sums of these three.
 *
 * @param swapsSides whether a row that is shown was coded as a column
 * @param fromRight whether coded columns are shown from the last to the first
 * @param fromBottom whether coded rows are shown from the last to the first
 */
record Turn(boolean swapsSides, boolean fromRight, boolean fromBottom) {
  static final Turn NONE = new Turn(false, false, false);

  /** The turn a stream asks for; angles between the quarters count as none, as in most players. */
  static Turn of(AVCodecParameters stream) {
    AVPacketSideData matrix =
        avcodec.av_packet_side_data_get(
            stream.coded_side_data(),
            stream.nb_coded_side_data(),
            avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null || matrix.isNull() || matrix.size() < 9 * Integer.BYTES) {
      return NONE;
    }
    IntPointer cells = new IntPointer(matrix.data());
    return of(cells.get(0), cells.get(1), cells.get(3), cells.get(4));
  }

  /** The matrix maps coded x, y to shown x = a x + c y, y = b x + d y. */
  static Turn of(int a, int b, int c, int d) {
    if (b == 0 && c == 0 && a != 0 && d != 0) {
      return new Turn(false, a < 0, d < 0);
    }
    if (a == 0 && d == 0 && b != 0 && c != 0) {
      // Shown x grows with c times coded y, shown y with b times coded x.
      return new Turn(true, b < 0, c < 0);
    }
    return NONE;
  }

  boolean isNone() {
    return equals(NONE);
  }
}
