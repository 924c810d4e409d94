package io.colophon.provider.local.video;

import static io.colophon.provider.local.video.NativeCodecs.check;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** One coder and its stream in a file. Owns native memory until closed; one thread. */
final class Encoder implements AutoCloseable {
  private final AVFormatContext file;
  private final AVCodecContext context;
  private final AVStream stream;
  private final AVFrame frame;
  private final AVPacket packet;

  private Encoder(AVFormatContext file, AVCodecContext context, AVStream stream) {
    this.file = file;
    this.context = context;
    this.stream = stream;
    this.frame = avutil.av_frame_alloc();
    this.packet = avcodec.av_packet_alloc();
  }

  /** Sets a coder up before it is opened. */
  @FunctionalInterface
  interface Setup {
    void apply(AVCodecContext context, AVDictionary options);
  }

  static Encoder open(AVFormatContext file, String coder, Setup setup) {
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(coder);
    if (codec == null) {
      throw new FilmException("this build of FFmpeg has no coder " + coder);
    }
    AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
    AVDictionary options = new AVDictionary();
    try {
      setup.apply(context, options);
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
      if ((file.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
      }
      check(avcodec.avcodec_open2(context, codec, options), "opening coder " + coder);
      AVStream stream = avformat.avformat_new_stream(file, codec);
      check(
          avcodec.avcodec_parameters_from_context(stream.codecpar(), context),
          "describing stream of " + coder);
      stream.time_base(context.time_base());
      return new Encoder(file, context, stream);
    } catch (RuntimeException e) {
      avcodec.avcodec_free_context(context);
      throw e;
    } finally {
      avutil.av_dict_free(options);
    }
  }

  AVCodecContext context() {
    return context;
  }

  /** The frame to fill and hand to {@link #encode}. */
  AVFrame frame() {
    return frame;
  }

  /** Prepares the frame's memory after its format and size were set. */
  void allocateFrame() {
    check(avutil.av_frame_get_buffer(frame, 0), "allocating a frame");
  }

  /** Makes the frame safe to overwrite; the coder may still hold the last one. */
  void beginFrame() {
    check(avutil.av_frame_make_writable(frame), "reusing a frame");
  }

  /** Encodes the frame and writes what comes out. */
  void encode(long time) {
    frame.pts(time);
    send(frame);
  }

  /** Writes what the coder still holds back. */
  void drain() {
    send(null);
  }

  private void send(@Nullable AVFrame input) {
    check(avcodec.avcodec_send_frame(context, input), "encoding a frame");
    while (true) {
      int answer = avcodec.avcodec_receive_packet(context, packet);
      if (answer == avutil.AVERROR_EAGAIN() || answer == avutil.AVERROR_EOF()) {
        return;
      }
      check(answer, "taking an encoded frame");
      if (packet.duration() == 0) {
        // Without it the last frame of a film would have no length.
        packet.duration(1);
      }
      avcodec.av_packet_rescale_ts(packet, context.time_base(), stream.time_base());
      packet.stream_index(stream.index());
      check(avformat.av_interleaved_write_frame(file, packet), "writing a frame");
    }
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(context);
  }
}
