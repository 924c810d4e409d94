package io.colophon.provider.local.video;

import static io.colophon.provider.local.video.NativeCodecs.check;

import io.colophon.provider.local.image.raster.Canvas;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A film file that is being written, one frame of the picture at a time with the sound that belongs
 * to it. Owns native memory and the open file until closed; one thread.
 */
final class FilmFile implements AutoCloseable {
  private final FilmOrder order;
  private final Optional<SoundTrack> sound;
  private final AVFormatContext format = new AVFormatContext(null);
  private final YuvPlanes planes;
  private @Nullable Encoder video;
  private @Nullable Encoder audio;
  private long soundFrames;

  private FilmFile(FilmOrder order, Optional<SoundTrack> sound) {
    this.order = order;
    this.sound = sound;
    this.planes = new YuvPlanes(order.width(), order.height());
  }

  static FilmFile create(Path path, FilmOrder order, Optional<SoundTrack> sound) {
    NativeCodecs.load();
    FilmFile file = new FilmFile(order, sound);
    try {
      file.open(path);
      return file;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void open(Path path) {
    Container container = order.container();
    check(
        avformat.avformat_alloc_output_context2(format, null, container.format(), path.toString()),
        "preparing a " + container.format() + " file");
    format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    video = Encoder.open(format, container.videoCoder(), this::picture);
    AVFrame frame = video.frame();
    frame.format(avutil.AV_PIX_FMT_YUV420P);
    frame.width(order.width());
    frame.height(order.height());
    video.allocateFrame();
    if (sound.isPresent()) {
      audio = Encoder.open(format, container.audioCoder(), this::sound);
      AVFrame samples = audio.frame();
      samples.format(audio.context().sample_fmt());
      samples.ch_layout(audio.context().ch_layout());
      samples.sample_rate(SoundTrack.RATE);
      samples.nb_samples(audio.context().frame_size());
      audio.allocateFrame();
    }
    AVIOContext io = new AVIOContext(null);
    check(avformat.avio_open(io, path.toString(), avformat.AVIO_FLAG_WRITE), "creating the file");
    format.pb(io);
    AVDictionary options = new AVDictionary();
    if (container == Container.MP4) {
      avutil.av_dict_set(options, "movflags", "+faststart", 0);
    }
    try {
      check(avformat.avformat_write_header(format, options), "writing the head of the file");
    } finally {
      avutil.av_dict_free(options);
    }
  }

  private void picture(AVCodecContext context, AVDictionary options) {
    int fps = order.framesPerSecond();
    context.width(order.width());
    context.height(order.height());
    context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
    context.time_base(avutil.av_make_q(1, fps));
    context.framerate(avutil.av_make_q(fps, 1));
    context.gop_size(Math.max(1, fps * 2));
    context.thread_count(1);
    long pixels = (long) order.width() * order.height();
    context.bit_rate(
        Math.max(250_000, Math.min(10_000_000, pixels * Math.min(fps, 30) * 14 / 100)));
    context.color_range(avutil.AVCOL_RANGE_MPEG);
    context.colorspace(avutil.AVCOL_SPC_BT709);
    context.color_primaries(avutil.AVCOL_PRI_BT709);
    context.color_trc(avutil.AVCOL_TRC_BT709);
    if (order.container() == Container.WEBM) {
      avutil.av_dict_set(options, "deadline", "realtime", 0);
      avutil.av_dict_set(options, "cpu-used", "8", 0);
      avutil.av_dict_set(options, "lag-in-frames", "0", 0);
    }
  }

  private void sound(AVCodecContext context, AVDictionary options) {
    boolean planar = order.container() == Container.MP4;
    context.sample_fmt(planar ? avutil.AV_SAMPLE_FMT_FLTP : avutil.AV_SAMPLE_FMT_FLT);
    context.sample_rate(SoundTrack.RATE);
    avutil.av_channel_layout_default(context.ch_layout(), SoundTrack.CHANNELS);
    context.time_base(avutil.av_make_q(1, SoundTrack.RATE));
    context.bit_rate(128_000);
  }

  /**
   * Adds the next frame and its sound.
   *
   * @param number 0 for the first
   */
  void add(Canvas canvas, int number) {
    Encoder coder = java.util.Objects.requireNonNull(video);
    coder.beginFrame();
    planes.convert(canvas);
    AVFrame frame = coder.frame();
    plane(frame, 0, planes.luma(), order.width(), order.height());
    plane(frame, 1, planes.blue(), order.width() / 2, order.height() / 2);
    plane(frame, 2, planes.red(), order.width() / 2, order.height() / 2);
    coder.encode(number);
    soundUntil((number + 1L) * SoundTrack.RATE / order.framesPerSecond());
  }

  private static void plane(AVFrame frame, int index, byte[] from, int width, int height) {
    int stride = frame.linesize(index);
    BytePointer to = frame.data(index);
    for (int y = 0; y < height; y++) {
      to.position((long) y * stride).put(from, y * width, width);
    }
    to.position(0);
  }

  private void soundUntil(long until) {
    Encoder coder = audio;
    if (coder == null) {
      return;
    }
    SoundTrack track = sound.orElseThrow();
    int size = coder.context().frame_size();
    while (soundFrames < Math.min(until, track.frames())) {
      int count = (int) Math.min(size, track.frames() - soundFrames);
      coder.beginFrame();
      AVFrame frame = coder.frame();
      frame.nb_samples(count);
      if (order.container() == Container.MP4) {
        for (int channel = 0; channel < SoundTrack.CHANNELS; channel++) {
          FloatBuffer to = floats(frame.data(channel), count);
          for (int i = 0; i < count; i++) {
            to.put(track.at(soundFrames + i, channel));
          }
        }
      } else {
        FloatBuffer to = floats(frame.data(0), count * SoundTrack.CHANNELS);
        for (int i = 0; i < count; i++) {
          to.put(track.at(soundFrames + i, 0)).put(track.at(soundFrames + i, 1));
        }
      }
      coder.encode(soundFrames);
      soundFrames += count;
    }
  }

  private static FloatBuffer floats(BytePointer data, int count) {
    ByteBuffer bytes = data.capacity(count * 4L).asByteBuffer();
    return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Writes what is still held back and completes the file. */
  void finish() {
    soundUntil(Long.MAX_VALUE);
    java.util.Objects.requireNonNull(video).drain();
    if (audio != null) {
      audio.drain();
    }
    check(avformat.av_write_trailer(format), "completing the file");
  }

  @Override
  public void close() {
    if (video != null) {
      video.close();
      video = null;
    }
    if (audio != null) {
      audio.close();
      audio = null;
    }
    if (!format.isNull()) {
      AVIOContext io = format.pb();
      if (io != null && !io.isNull()) {
        avformat.avio_close(io);
        format.pb(new AVIOContext((Pointer) null));
      }
      avformat.avformat_free_context(format);
      format.setNull();
    }
  }
}
