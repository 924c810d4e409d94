package io.colophon.labeling.codec;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVAudioFifo;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Codes samples into a file with one sound stream. Writers of random ids and of times are switched
 * off, so the same samples give the same file. Not thread-safe.
 */
final class SoundWriter implements AutoCloseable {
  private static final int BLOCK = 1024;

  private final AVFormatContext file = new AVFormatContext(null);
  private final SwrContext converter = new SwrContext(null);
  private final AVFrame frame = avutil.av_frame_alloc();
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVChannelLayout layout = new AVChannelLayout();
  private final int channels;
  private AVCodecContext encoder = new AVCodecContext(null);
  private AVStream stream = new AVStream(null);
  private AVAudioFifo fifo = new AVAudioFifo(null);
  private int frameSize = BLOCK;
  private long written;

  /** A writer that still has to be opened, and that is to be closed whether opening succeeds. */
  SoundWriter(int channels) {
    this.channels = channels;
  }

  /** Writes the head of the file; it has no tags. */
  void open(Path path, SoundCoding coding, SoundReader like) throws IOException {
    like.copyLayout(layout);
    Ffmpeg.write(
        avformat.avformat_alloc_output_context2(file, null, coding.muxer(), null), "container");
    file.flags(file.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    openEncoder(coding, like.rawBits());
    stream = avformat.avformat_new_stream(file, null);
    Ffmpeg.write(avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder), "stream");
    try (AVRational base = new AVRational().num(1).den(coding.rate())) {
      stream.time_base(base);
      encoder.time_base(base);
    }
    AVIOContext io = new AVIOContext(null);
    Ffmpeg.write(avformat.avio_open(io, "file:" + path, avformat.AVIO_FLAG_WRITE), "open output");
    file.pb(io);
    Ffmpeg.write(avformat.avformat_write_header(file, (AVDictionary) null), "header");
    fifo = avutil.av_audio_fifo_alloc(coding.sampleFormat(), channels, frameSize);
    openConverter(like.rate());
  }

  private void openEncoder(SoundCoding coding, int rawBits) throws IOException {
    encoder = Ffmpeg.encoder(coding.encoder());
    Ffmpeg.write(avutil.av_channel_layout_copy(encoder.ch_layout(), layout), "channels");
    encoder.sample_fmt(coding.sampleFormat());
    encoder.sample_rate(coding.rate());
    encoder.bit_rate(coding.bitRate());
    encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
    if (coding.sampleFormat() == avutil.AV_SAMPLE_FMT_S32) {
      encoder.bits_per_raw_sample(Math.min(24, rawBits));
    }
    if ((file.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
      encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    Ffmpeg.write(
        avcodec.avcodec_open2(encoder, encoder.codec(), (AVDictionary) null),
        "encoder at " + coding.rate() + " Hz");
    if (encoder.frame_size() > 0) {
      frameSize = encoder.frame_size();
    }
  }

  private void openConverter(int rate) throws IOException {
    Ffmpeg.write(
        swresample.swr_alloc_set_opts2(
            converter,
            layout,
            encoder.sample_fmt(),
            encoder.sample_rate(),
            layout,
            avutil.AV_SAMPLE_FMT_FLT,
            rate,
            0,
            null),
        "convert");
    Ffmpeg.write(swresample.swr_init(converter), "convert");
  }

  /** Adds samples, channels interleaved, between -1 and 1. */
  void write(float[] samples) throws IOException {
    int count = samples.length / channels;
    try (FloatPointer in = new FloatPointer(samples);
        PointerPointer<BytePointer> planes = new PointerPointer<BytePointer>(1).put(in)) {
      convert(planes, count);
    }
    drain(false);
  }

  /** Codes what is left and ends the file. */
  void finish() throws IOException {
    convert(null, 0);
    drain(true);
    Ffmpeg.write(avcodec.avcodec_send_frame(encoder, null), "encode");
    packets();
    Ffmpeg.write(avformat.av_write_trailer(file), "trailer");
  }

  private void convert(@org.jspecify.annotations.Nullable PointerPointer<BytePointer> in, int count)
      throws IOException {
    long delay = swresample.swr_get_delay(converter, encoder.sample_rate());
    int most =
        (int) (delay + (long) count * encoder.sample_rate() / 1000) + count + encoder.sample_rate();
    try (PointerPointer<BytePointer> planes = new PointerPointer<>(8)) {
      Ffmpeg.write(
          avutil.av_samples_alloc(planes, null, channels, most, encoder.sample_fmt(), 0), "memory");
      try {
        int made =
            Ffmpeg.write(swresample.swr_convert(converter, planes, most, in, count), "convert");
        Ffmpeg.write(avutil.av_audio_fifo_write(fifo, planes, made), "buffer");
      } finally {
        avutil.av_free(planes.get(0));
      }
    }
  }

  private void drain(boolean all) throws IOException {
    while (avutil.av_audio_fifo_size(fifo) >= (all ? 1 : frameSize)) {
      int count = Math.min(frameSize, avutil.av_audio_fifo_size(fifo));
      frame.nb_samples(count);
      frame.format(encoder.sample_fmt());
      frame.sample_rate(encoder.sample_rate());
      avutil.av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout());
      Ffmpeg.write(avutil.av_frame_get_buffer(frame, 0), "memory");
      Ffmpeg.write(avutil.av_audio_fifo_read(fifo, frame.data(), count), "buffer");
      frame.pts(written);
      written += count;
      Ffmpeg.write(avcodec.avcodec_send_frame(encoder, frame), "encode");
      avutil.av_frame_unref(frame);
      packets();
    }
  }

  private void packets() throws IOException {
    while (true) {
      int answer = avcodec.avcodec_receive_packet(encoder, packet);
      if (Ffmpeg.isWaiting(answer)) {
        return;
      }
      Ffmpeg.write(answer, "encode");
      packet.stream_index(0);
      avcodec.av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      Ffmpeg.write(avformat.av_interleaved_write_frame(file, packet), "write");
    }
  }

  @Override
  public void close() {
    if (!fifo.isNull()) {
      avutil.av_audio_fifo_free(fifo);
    }
    if (!converter.isNull()) {
      swresample.swr_free(converter);
    }
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avutil.av_channel_layout_uninit(layout);
    layout.close();
    if (!encoder.isNull()) {
      avcodec.avcodec_free_context(encoder);
    }
    if (!file.isNull()) {
      if (file.pb() != null) {
        avformat.avio_closep(file.pb());
      }
      avformat.avformat_free_context(file);
    }
  }
}
