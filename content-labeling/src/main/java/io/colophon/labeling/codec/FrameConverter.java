package io.colophon.labeling.codec;

import io.colophon.labeling.container.MalformedMediaException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Brings decoded frames to 8-bit 4:2:0, which every film encoder we use takes. The range of the
 * samples stays, but for RGB, which becomes the narrow range.
 */
final class FrameConverter implements AutoCloseable {
  private final AVFrame converted = avutil.av_frame_alloc();
  private SwsContext scaler = new SwsContext(null);
  private int width;
  private int height;
  private int format = -1;
  private int wanted;

  /** The frame itself where it is 4:2:0 already, else a converted one with the same time. */
  AVFrame planar(AVFrame frame) throws MalformedMediaException {
    if (format < 0) {
      width = frame.width();
      height = frame.height();
      format = frame.format();
      wanted = isFull(format) ? avutil.AV_PIX_FMT_YUVJ420P : avutil.AV_PIX_FMT_YUV420P;
    } else if (frame.width() != width || frame.height() != height || frame.format() != format) {
      throw new MalformedMediaException("media.size", "size or pixel format change on the way");
    }
    if (format == avutil.AV_PIX_FMT_YUV420P || format == avutil.AV_PIX_FMT_YUVJ420P) {
      return frame;
    }
    if (scaler.isNull()) {
      scaler =
          swscale.sws_getContext(
              width,
              height,
              format,
              width,
              height,
              wanted,
              swscale.SWS_BICUBIC,
              null,
              null,
              (DoublePointer) null);
      if (scaler == null || scaler.isNull()) {
        scaler = new SwsContext(null);
        throw new MalformedMediaException("media.pixels", "pixel format " + format);
      }
    }
    avutil.av_frame_unref(converted);
    converted.width(width);
    converted.height(height);
    converted.format(wanted);
    Ffmpeg.read(swscale.sws_scale_frame(scaler, converted, frame), "convert");
    Ffmpeg.read(avutil.av_frame_copy_props(converted, frame), "convert");
    if (isRgb(format)) {
      converted.color_range(avutil.AVCOL_RANGE_MPEG);
    }
    return converted;
  }

  /** Whether a pixel format says by its name that black is 0 and white 255. */
  static boolean isFull(int format) {
    return format == avutil.AV_PIX_FMT_YUVJ420P
        || format == avutil.AV_PIX_FMT_YUVJ422P
        || format == avutil.AV_PIX_FMT_YUVJ444P
        || format == avutil.AV_PIX_FMT_YUVJ440P
        || format == avutil.AV_PIX_FMT_YUVJ411P;
  }

  static boolean isRgb(int format) {
    AVPixFmtDescriptor described = avutil.av_pix_fmt_desc_get(format);
    return described != null && (described.flags() & avutil.AV_PIX_FMT_FLAG_RGB) != 0;
  }

  /** The samples of a 4:2:0 frame, as views of its memory. */
  static Planes planes(AVFrame frame) {
    int chromaHeight = (frame.height() + 1) / 2;
    boolean full =
        frame.format() == avutil.AV_PIX_FMT_YUVJ420P
            || frame.color_range() == avutil.AVCOL_RANGE_JPEG;
    return new Planes(
        frame.width(),
        frame.height(),
        plane(frame, 0, frame.height()),
        new ByteBuffer[] {plane(frame, 1, chromaHeight), plane(frame, 2, chromaHeight)},
        frame.linesize(0),
        frame.linesize(1),
        full);
  }

  private static ByteBuffer plane(AVFrame frame, int index, int rows) {
    return frame.data(index).capacity((long) frame.linesize(index) * rows).asByteBuffer();
  }

  @Override
  public void close() {
    avutil.av_frame_free(converted);
    if (!scaler.isNull()) {
      swscale.sws_freeContext(scaler);
    }
  }
}
