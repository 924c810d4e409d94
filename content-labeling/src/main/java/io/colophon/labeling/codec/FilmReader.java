package io.colophon.labeling.codec;

import io.colophon.labeling.container.MalformedMediaException;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Decodes the pictures of a film one by one, turned upright, and hands all else on undecoded. Not
 * thread-safe.
 */
public final class FilmReader implements AutoCloseable {
  /** Larger pictures are refused before any is decoded. */
  static final long MAX_PIXELS = 36L << 20;

  private final AVFormatContext file;
  private final AVCodecContext decoder;
  private final int pictures;
  private final Turn turn;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();
  private final FrameConverter converter = new FrameConverter();
  private final FrameTurner turner;
  private boolean drained;
  private long firstTime = avutil.AV_NOPTS_VALUE;

  /** Takes what is read, in the order of the file. */
  interface Taker {
    /** A picture in 4:2:0 with its time stamp set; valid during the call. */
    boolean picture(AVFrame frame) throws IOException;

    /** A packet of another stream than the pictures; valid during the call. */
    void other(AVPacket packet) throws IOException;
  }

  private FilmReader(AVFormatContext file, AVCodecContext decoder, int pictures, Turn turn) {
    this.file = file;
    this.decoder = decoder;
    this.pictures = pictures;
    this.turn = turn;
    this.turner = new FrameTurner(turn);
  }

  /**
   * Opens the best picture stream of a file.
   *
   * @throws MalformedMediaException if it cannot be decoded, or its pictures are too large
   */
  public static FilmReader open(Path path) throws MalformedMediaException {
    AVFormatContext file = Ffmpeg.open(path);
    try {
      int pictures = Ffmpeg.read(best(file, avutil.AVMEDIA_TYPE_VIDEO), "no pictures");
      AVStream stream = file.streams(pictures);
      long pixels = (long) stream.codecpar().width() * stream.codecpar().height();
      if (pixels > MAX_PIXELS) {
        throw new MalformedMediaException(
            "media.size", "frames of " + pixels + " pixels, expected at most " + MAX_PIXELS);
      }
      return new FilmReader(
          file, Ffmpeg.decoder(file, pictures), pictures, Turn.of(stream.codecpar()));
    } catch (MalformedMediaException e) {
      avformat.avformat_close_input(file);
      throw e;
    }
  }

  private static int best(AVFormatContext file, int type) {
    return avformat.av_find_best_stream(file, type, -1, -1, (PointerPointer<?>) null, 0);
  }

  AVFormatContext file() {
    return file;
  }

  AVStream pictures() {
    return file.streams(pictures);
  }

  /** Which stream of the file the pictures are. */
  int picturesIndex() {
    return pictures;
  }

  AVCodecContext decoder() {
    return decoder;
  }

  /** How players have to turn the pictures; those handed out are turned already. */
  Turn turn() {
    return turn;
  }

  /** Pixels from left to right of every upright picture. */
  int width() {
    return turn.swapsSides() ? decoder.height() : decoder.width();
  }

  /** Pixels from top to bottom of every upright picture. */
  int height() {
    return turn.swapsSides() ? decoder.width() : decoder.height();
  }

  /** Whether black is 0 and white 255 in pictures that are handed out, rather than 16 and 235. */
  boolean isFullRange() {
    return FrameConverter.isFull(decoder.pix_fmt())
        || (decoder.color_range() == avutil.AVCOL_RANGE_JPEG
            && !FrameConverter.isRgb(decoder.pix_fmt()));
  }

  /** Length as the file tells it, seconds; 0 when it does not. */
  public double tellsSeconds() {
    return Math.max(0, file.duration() / (double) avutil.AV_TIME_BASE);
  }

  /** From here on only frames that can be decoded on their own are decoded. */
  public void onlyKeyFrames() {
    decoder.skip_frame(avcodec.AVDISCARD_NONKEY);
  }

  /**
   * Goes to the last place before a time from which pictures can be decoded. At least one picture
   * must have been read.
   *
   * @param seconds since the first picture
   */
  public void seek(double seconds) throws MalformedMediaException {
    long time = firstTime + (long) (seconds / tickSeconds());
    Ffmpeg.read(
        avformat.av_seek_frame(file, pictures, time, avformat.AVSEEK_FLAG_BACKWARD), "seek");
    avcodec.avcodec_flush_buffers(decoder);
    drained = false;
  }

  /** Seconds from the first picture to this one. */
  double seconds(AVFrame picture) {
    return (picture.pts() - firstTime) * tickSeconds();
  }

  private double tickSeconds() {
    return (double) pictures().time_base().num() / pictures().time_base().den();
  }

  /**
   * Hands over the decoded pictures from where the last call ended, until the taker has enough.
   *
   * @return whether the taker had enough before the film ended
   */
  public boolean pictures(Planes.Taker taker) throws IOException {
    return all(
        new Taker() {
          @Override
          public boolean picture(AVFrame picture) {
            return taker.take(FrameConverter.planes(picture), seconds(picture));
          }

          @Override
          public void other(AVPacket skipped) {}
        });
  }

  /** Hands over everything, until the taker has enough pictures; says whether it had. */
  boolean all(Taker taker) throws IOException {
    // A call before this one may have left pictures in the decoder.
    boolean more = receive(taker);
    while (more && !drained) {
      int answer = avformat.av_read_frame(file, packet);
      if (answer == avutil.AVERROR_EOF()) {
        drained = true;
        Ffmpeg.read(avcodec.avcodec_send_packet(decoder, null), "decode");
        more = receive(taker);
        break;
      }
      Ffmpeg.read(answer, "read");
      try {
        if (packet.stream_index() == pictures) {
          Ffmpeg.read(avcodec.avcodec_send_packet(decoder, packet), "decode");
          more = receive(taker);
        } else {
          taker.other(packet);
        }
      } finally {
        avcodec.av_packet_unref(packet);
      }
    }
    return !more;
  }

  /** Hands over what the decoder has ready; says whether the taker wants more. */
  private boolean receive(Taker taker) throws IOException {
    boolean more = true;
    while (more) {
      int answer = avcodec.avcodec_receive_frame(decoder, frame);
      if (Ffmpeg.isWaiting(answer)) {
        return true;
      }
      Ffmpeg.read(answer, "decode");
      try {
        // The guess is wrong where frames are passed over, but AVI has nothing else.
        long time = frame.pts();
        if (time == avutil.AV_NOPTS_VALUE) {
          time = frame.best_effort_timestamp();
        }
        if (time == avutil.AV_NOPTS_VALUE) {
          throw new MalformedMediaException("media.time", "a picture without a time");
        }
        frame.pts(time);
        if (firstTime == avutil.AV_NOPTS_VALUE) {
          firstTime = time;
        }
        more = taker.picture(turner.upright(converter.planar(frame)));
      } finally {
        avutil.av_frame_unref(frame);
      }
    }
    return false;
  }

  @Override
  public void close() {
    turner.close();
    converter.close();
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(decoder);
    avformat.avformat_close_input(file);
  }
}
