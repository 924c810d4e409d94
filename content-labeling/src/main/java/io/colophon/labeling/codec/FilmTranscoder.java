package io.colophon.labeling.codec;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/**
 * Codes the pictures of a film anew with something drawn into some of them, and copies its sound.
 * One picture is in memory at a time, whatever the length of the film.
 */
public final class FilmTranscoder {
  /** Larger pictures are refused before any is decoded. */
  private static final long MAX_PIXELS = 36L << 20;

  private FilmTranscoder() {}

  /** Draws into frames. */
  public interface Painter {
    /**
     * @param width of every frame, pixels
     * @param height of every frame, pixels
     */
    void size(int width, int height) throws LabelingException;

    /** Whether to draw into a frame so many seconds after the first. */
    boolean wants(double seconds);

    /** Draws. */
    void paint(Planes frame);
  }

  /**
   * Writes the film.
   *
   * @param muxer FFmpeg's name of the container
   * @param label the tag {@code AIGC}; empty when it is written by other means
   * @param notes gets what was not kept
   * @return seconds from the first to the last picture
   */
  public static double write(
      Path input,
      String muxer,
      Painter painter,
      Optional<String> label,
      Path output,
      List<String> notes)
      throws LabelingException, IOException {
    try (FilmReader reader = FilmReader.open(input);
        FilmWriter writer = new FilmWriter(reader)) {
      FilmCoding coding = coding(reader);
      painter.size(reader.decoder().width(), reader.decoder().height());
      if (reader.hasOthers()) {
        Notes.add(notes, Notes.DROPPED_STREAM);
      }
      AVDictionary tags = new AVDictionary(null);
      Ffmpeg.copyTags(reader.file().metadata(), tags, notes);
      for (String container : List.of("major_brand", "minor_version", "compatible_brands")) {
        avutil.av_dict_set(tags, container, (String) null, 0);
      }
      label.ifPresent(json -> avutil.av_dict_set(tags, Ffmpeg.LABEL_KEY, json, 0));
      writer.open(output, muxer, coding, tags);
      Pass pass = new Pass(reader, writer, painter);
      reader.all(pass);
      writer.finish();
      return pass.last;
    }
  }

  private static FilmCoding coding(FilmReader reader) throws LabelingException {
    int codec = reader.pictures().codecpar().codec_id();
    long pixels = (long) reader.decoder().width() * reader.decoder().height();
    if (pixels > MAX_PIXELS) {
      throw new LabelingException(
          Reason.TOO_LARGE, "frames of " + pixels + " pixels, expected at most " + MAX_PIXELS);
    }
    if (isTurned(reader.pictures())) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT, "a film that players have to turn, expected an upright one");
    }
    return FilmCoding.like(codec)
        .orElseThrow(
            () ->
                new LabelingException(
                    Reason.UNSUPPORTED_VARIANT,
                    "film codec "
                        + avcodec.avcodec_get_name(codec).getString()
                        + ", expected H.264, VP8, VP9, AV1 or MPEG-4"));
  }

  private static boolean isTurned(AVStream stream) {
    AVPacketSideData matrix =
        avcodec.av_packet_side_data_get(
            stream.codecpar().coded_side_data(),
            stream.codecpar().nb_coded_side_data(),
            avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    return matrix != null
        && !matrix.isNull()
        && avutil.av_display_rotation_get(new IntPointer(matrix.data())) != 0;
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
        painter.paint(FrameConverter.planes(frame));
      }
      writer.picture(frame);
      return true;
    }

    @Override
    public void sound(AVPacket packet) throws IOException {
      writer.sound(packet);
    }
  }
}
