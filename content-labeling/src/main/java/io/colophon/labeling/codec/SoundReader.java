package io.colophon.labeling.codec;

import io.colophon.labeling.container.MalformedMediaException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Decodes the sound of a file block by block, at its own rate. Not thread-safe. */
public final class SoundReader implements AutoCloseable {
  private static final int MAX_CHANNELS = 8;

  /** A few bytes can stand for seconds of silence: eleven hours of stereo at 48 kHz are enough. */
  private static final long MAX_SAMPLES = 4_000_000_000L;

  private final AVFormatContext file;
  private final AVCodecContext decoder;
  private final int stream;
  private final int channels;
  private final int rate;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();
  private final SwrContext converter = new SwrContext(null);
  private boolean drained;
  private long decoded;

  private SoundReader(AVFormatContext file, AVCodecContext decoder, int stream) {
    this.file = file;
    this.decoder = decoder;
    this.stream = stream;
    this.channels = decoder.ch_layout().nb_channels();
    this.rate = decoder.sample_rate();
  }

  /** Opens the best sound stream of a file. */
  public static SoundReader open(Path path) throws MalformedMediaException {
    AVFormatContext file = Ffmpeg.open(path);
    try {
      int stream =
          Ffmpeg.read(
              avformat.av_find_best_stream(
                  file, avutil.AVMEDIA_TYPE_AUDIO, -1, -1, (PointerPointer<?>) null, 0),
              "no sound");
      SoundReader reader = new SoundReader(file, Ffmpeg.decoder(file, stream), stream);
      if (reader.channels < 1 || reader.channels > MAX_CHANNELS || reader.rate < 1000) {
        reader.decoderOnlyClose();
        throw new MalformedMediaException(
            "media.channels", reader.channels + " channels, expected one to " + MAX_CHANNELS);
      }
      return reader;
    } catch (MalformedMediaException e) {
      avformat.avformat_close_input(file);
      throw e;
    }
  }

  private void decoderOnlyClose() {
    avcodec.avcodec_free_context(decoder);
  }

  /** 1 to 8. */
  public int channels() {
    return channels;
  }

  /** Frames per second. */
  public int rate() {
    return rate;
  }

  /** Identifier of the codec as FFmpeg numbers them. */
  int codecId() {
    return file.streams(stream).codecpar().codec_id();
  }

  /** Bits per sample that carry information; 0 when the codec does not say. */
  int rawBits() {
    return file.streams(stream).codecpar().bits_per_raw_sample();
  }

  /** Bits per second of the sound, or of the file where the stream does not tell; 0 if unknown. */
  long bitRate() {
    long own = file.streams(stream).codecpar().bit_rate();
    return own > 0 ? own : Math.max(0, file.bit_rate());
  }

  /** Whether there are other streams than the sound and covers, which are tags. */
  boolean hasOthers() {
    for (int i = 0; i < file.nb_streams(); i++) {
      boolean cover = (file.streams(i).disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
      if (i != stream && !cover) {
        return true;
      }
    }
    return false;
  }

  /** Where the channels come from; {@code to} is initialised. */
  void copyLayout(AVChannelLayout to) throws MalformedMediaException {
    if (decoder.ch_layout().order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
      avutil.av_channel_layout_default(to, channels);
    } else {
      Ffmpeg.read(avutil.av_channel_layout_copy(to, decoder.ch_layout()), "channels");
    }
  }

  /** The next samples, channels interleaved, between -1 and 1; empty at the end. */
  public float[] next() throws MalformedMediaException {
    while (true) {
      int answer = avcodec.avcodec_receive_frame(decoder, frame);
      if (answer >= 0) {
        float[] samples = interleaved();
        avutil.av_frame_unref(frame);
        decoded += samples.length;
        if (decoded > MAX_SAMPLES) {
          throw new MalformedMediaException(
              "media.too-long", "more than " + MAX_SAMPLES + " samples");
        }
        if (samples.length > 0) {
          return samples;
        }
      } else if (answer == avutil.AVERROR_EOF()) {
        return new float[0];
      } else if (answer == avutil.AVERROR_EAGAIN()) {
        feed();
      } else {
        Ffmpeg.read(answer, "decode");
      }
    }
  }

  private void feed() throws MalformedMediaException {
    if (drained) {
      throw new MalformedMediaException("media.damaged", "the decoder wants more than there is");
    }
    int answer = avformat.av_read_frame(file, packet);
    if (answer == avutil.AVERROR_EOF()) {
      drained = true;
      Ffmpeg.read(avcodec.avcodec_send_packet(decoder, null), "decode");
      return;
    }
    Ffmpeg.read(answer, "read");
    try {
      if (packet.stream_index() == stream) {
        Ffmpeg.read(avcodec.avcodec_send_packet(decoder, packet), "decode");
      }
    } finally {
      avcodec.av_packet_unref(packet);
    }
  }

  private float[] interleaved() throws MalformedMediaException {
    int count = frame.nb_samples();
    if (frame.ch_layout().nb_channels() != channels || frame.sample_rate() != rate) {
      throw new MalformedMediaException("media.channels", "channels or rate change on the way");
    }
    if (converter.isNull()) {
      openConverter();
    }
    try (FloatPointer out = new FloatPointer((long) count * channels);
        PointerPointer<BytePointer> planes = new PointerPointer<BytePointer>(1).put(out)) {
      int made =
          Ffmpeg.read(
              swresample.swr_convert(converter, planes, count, frame.extended_data(), count),
              "convert");
      float[] samples = new float[made * channels];
      out.get(samples);
      return samples;
    }
  }

  private void openConverter() throws MalformedMediaException {
    try (AVChannelLayout layout = new AVChannelLayout()) {
      copyLayout(layout);
      Ffmpeg.read(
          swresample.swr_alloc_set_opts2(
              converter,
              layout,
              avutil.AV_SAMPLE_FMT_FLT,
              rate,
              layout,
              frame.format(),
              rate,
              0,
              null),
          "convert");
      Ffmpeg.read(swresample.swr_init(converter), "convert");
    }
  }

  @Override
  public void close() {
    if (!converter.isNull()) {
      swresample.swr_free(converter);
    }
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(decoder);
    avformat.avformat_close_input(file);
  }
}
