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

/** Decodes the pictures of a film one by one and hands its sound on undecoded. */
public final class FilmReader implements AutoCloseable {
  private final AVFormatContext file;
  private final AVCodecContext decoder;
  private final int pictures;
  private final int sound;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();
  private final FrameConverter converter = new FrameConverter();
  private boolean drained;
  private long firstTime = avutil.AV_NOPTS_VALUE;

  /** Takes what is read, in the order of the file. */
  interface Taker {
    /** A picture in 4:2:0 with its time stamp set; valid during the call. */
    boolean picture(AVFrame frame) throws IOException;

    /** A packet of sound; valid during the call. */
    void sound(AVPacket packet) throws IOException;
  }

  private FilmReader(AVFormatContext file, AVCodecContext decoder, int pictures, int sound) {
    this.file = file;
    this.decoder = decoder;
    this.pictures = pictures;
    this.sound = sound;
  }

  /** Opens the best picture stream of a file, and its sound where there is one. */
  public static FilmReader open(Path path) throws MalformedMediaException {
    AVFormatContext file = Ffmpeg.open(path);
    try {
      int pictures = Ffmpeg.read(best(file, avutil.AVMEDIA_TYPE_VIDEO), "no pictures");
      int sound = best(file, avutil.AVMEDIA_TYPE_AUDIO);
      return new FilmReader(file, Ffmpeg.decoder(file, pictures), pictures, sound);
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

  boolean hasSound() {
    return sound >= 0;
  }

  AVStream sound() {
    return file.streams(sound);
  }

  AVCodecContext decoder() {
    return decoder;
  }

  /** Whether there are streams beside pictures and sound. */
  boolean hasOthers() {
    return file.nb_streams() > (hasSound() ? 2 : 1);
  }

  /** Seconds from the first picture to this one. */
  double seconds(AVFrame picture) {
    double base = (double) pictures().time_base().num() / pictures().time_base().den();
    return (picture.pts() - firstTime) * base;
  }

  /** Hands over the decoded pictures from the first on, until the taker has enough. */
  public void pictures(Planes.Taker taker) throws IOException {
    all(
        new Taker() {
          @Override
          public boolean picture(AVFrame picture) {
            return taker.take(FrameConverter.planes(picture), seconds(picture));
          }

          @Override
          public void sound(AVPacket skipped) {}
        });
  }

  /** Hands over everything, until the taker has enough pictures. */
  void all(Taker taker) throws IOException {
    boolean more = true;
    while (more && !drained) {
      int answer = avformat.av_read_frame(file, packet);
      if (answer == avutil.AVERROR_EOF()) {
        drained = true;
        Ffmpeg.read(avcodec.avcodec_send_packet(decoder, null), "decode");
        receive(taker);
        return;
      }
      Ffmpeg.read(answer, "read");
      try {
        if (packet.stream_index() == pictures) {
          Ffmpeg.read(avcodec.avcodec_send_packet(decoder, packet), "decode");
          more = receive(taker);
        } else if (packet.stream_index() == sound) {
          taker.sound(packet);
        }
      } finally {
        avcodec.av_packet_unref(packet);
      }
    }
  }

  private boolean receive(Taker taker) throws IOException {
    boolean more = true;
    while (more) {
      int answer = avcodec.avcodec_receive_frame(decoder, frame);
      if (Ffmpeg.isWaiting(answer)) {
        return true;
      }
      Ffmpeg.read(answer, "decode");
      try {
        long time = frame.best_effort_timestamp();
        if (time == avutil.AV_NOPTS_VALUE) {
          throw new MalformedMediaException("media.time", "a picture without a time");
        }
        frame.pts(time);
        if (firstTime == avutil.AV_NOPTS_VALUE) {
          firstTime = time;
        }
        more = taker.picture(converter.planar(frame));
      } finally {
        avutil.av_frame_unref(frame);
      }
    }
    return false;
  }

  @Override
  public void close() {
    converter.close();
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(decoder);
    avformat.avformat_close_input(file);
  }
}
