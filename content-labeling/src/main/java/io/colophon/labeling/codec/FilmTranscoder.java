package io.colophon.labeling.codec;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Codes the pictures of a film anew with something drawn into some of them, and copies its sound
 * and words. One picture is in memory at a time, whatever the length of the film.
 */
public final class FilmTranscoder {
  private FilmTranscoder() {}

  /** Draws into frames. */
  public interface Painter {
    /**
     * @param width of every frame, pixels
     * @param height of every frame, pixels
     * @param fullRange whether black is 0 and white 255, rather than 16 and 235
     */
    void size(int width, int height, boolean fullRange) throws LabelingException;

    /** Whether to draw into a frame so many seconds after the first. */
    boolean wants(double seconds);

    /** Draws. */
    void paint(Planes frame, double seconds);
  }

  /**
   * Writes the film.
   *
   * @param muxer FFmpeg's name of the container
   * @param notes gets what was not kept
   * @return seconds from the first to the last picture
   */
  public static double write(
      Path input, String muxer, Painter painter, Path output, List<String> notes)
      throws LabelingException, IOException {
    try (FilmReader reader = FilmReader.open(input);
        FilmWriter writer = new FilmWriter(reader)) {
      FilmCoding coding = coding(reader);
      painter.size(reader.width(), reader.height(), reader.isFullRange());
      writer.open(output, muxer, coding, notes);
      Pass pass = new Pass(reader, writer, painter);
      reader.all(pass);
      writer.finish();
      return pass.last;
    }
  }

  private static FilmCoding coding(FilmReader reader) throws LabelingException {
    int codec = reader.pictures().codecpar().codec_id();
    return FilmCoding.like(codec)
        .orElseThrow(
            () ->
                new LabelingException(
                    Reason.UNSUPPORTED_VARIANT,
                    "film codec "
                        + avcodec.avcodec_get_name(codec).getString()
                        + ", expected one of "
                        + FilmCoding.NAMES));
  }

  /** One run over the film. */
  private static final class Pass implements FilmReader.Taker {
    private final FilmReader reader;
    private final FilmWriter writer;
    private final Painter painter;
    private double last;

    Pass(FilmReader reader, FilmWriter writer, Painter painter) {
      this.reader = reader;
      this.writer = writer;
      this.painter = painter;
    }

    @Override
    public boolean picture(AVFrame frame) throws IOException {
      last = reader.seconds(frame);
      if (painter.wants(last)) {
        Ffmpeg.write(avutil.av_frame_make_writable(frame), "memory");
        painter.paint(FrameConverter.planes(frame), last);
      }
      writer.picture(frame);
      return true;
    }

    @Override
    public void other(AVPacket packet) throws IOException {
      writer.other(packet);
    }
  }
}
