package io.colophon.labeling.codec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** Codes pictures and copies all else into a film of the same kind as the one read. */
final class FilmWriter implements AutoCloseable {
  /** Bits for a pixel that keep moving pictures clear with fast encoders. */
  private static final double LEAST_BITS_PER_PIXEL = 0.12;

  /** The mark of a small film has few places to stand; fewer bits wipe it out. */
  private static final double LEAST_BITS_PER_PIXEL_SMALL = 0.3;

  private static final double SMALL_PIXELS = 200_000;
  private static final double LARGE_PIXELS = 800_000;

  /** Coding a second time costs quality at the same rate; so much more makes up for it. */
  private static final double SECOND_CODING = 1.3;

  private static final long MOST_BITS = 60_000_000;

  /** A multiple of every usual frame rate. */
  private static final int COARSE_TICKS = 60_000;

  private final FilmReader reader;
  private final AVFormatContext file = new AVFormatContext(null);
  private final AVPacket packet = avcodec.av_packet_alloc();
  private AVCodecContext encoder = new AVCodecContext(null);
  private AVStream pictures = new AVStream(null);
  private final CopiedStreams others;
  private long lastTime = avutil.AV_NOPTS_VALUE;
  private long frameTicks;

  /** A writer that still has to be opened, and that is to be closed whether opening succeeds. */
  FilmWriter(FilmReader reader) {
    this.reader = reader;
    this.others = new CopiedStreams(reader, file);
  }

  /** Writes the head of the file; {@code notes} gets what is not kept. */
  void open(Path path, String muxer, FilmCoding coding, List<String> notes) throws IOException {
    Ffmpeg.write(avformat.avformat_alloc_output_context2(file, null, muxer, null), "container");
    file.flags(file.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    openEncoder(coding);
    pictures = avformat.avformat_new_stream(file, null);
    Ffmpeg.write(avcodec.avcodec_parameters_from_context(pictures.codecpar(), encoder), "stream");
    pictures.time_base(encoder.time_base());
    pictures.avg_frame_rate(encoder.framerate());
    pictures.sample_aspect_ratio(encoder.sample_aspect_ratio());
    others.open(notes);
    AVIOContext io = new AVIOContext(null);
    Ffmpeg.write(avformat.avio_open(io, "file:" + path, avformat.AVIO_FLAG_WRITE), "open output");
    file.pb(io);
    Ffmpeg.write(avformat.avformat_write_header(file, (AVDictionary) null), "header");
  }

  private void openEncoder(FilmCoding coding) throws IOException {
    encoder = Ffmpeg.encoder(coding.encoder());
    AVCodecContext decoder = reader.decoder();
    AVRational rate = avformat.av_guess_frame_rate(reader.file(), reader.pictures(), null);
    double perSecond = rate.num() > 0 && rate.den() > 0 ? (double) rate.num() / rate.den() : 25;
    encoder.width(reader.width());
    encoder.height(reader.height());
    encoder.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
    encoder.color_range(reader.isFullRange() ? avutil.AVCOL_RANGE_JPEG : decoder.color_range());
    encoder.color_primaries(decoder.color_primaries());
    encoder.color_trc(decoder.color_trc());
    encoder.colorspace(decoder.colorspace());
    encoder.sample_aspect_ratio(pixelShape(decoder.sample_aspect_ratio()));
    encoder.time_base(time(reader.pictures().time_base(), coding));
    encoder.framerate(rate);
    encoder.gop_size((int) Math.max(1, Math.round(perSecond * 2)));
    encoder.max_b_frames(0);
    encoder.thread_count(2);
    if (coding.quantiser() > 0) {
      encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
      encoder.global_quality(coding.quantiser() * avutil.FF_QP2LAMBDA);
    } else {
      encoder.bit_rate(bitRate(perSecond));
    }
    encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
    if ((file.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
      encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    AVDictionary options = new AVDictionary(null);
    coding.options().forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
    int answer = avcodec.avcodec_open2(encoder, encoder.codec(), options);
    avutil.av_dict_free(options);
    Ffmpeg.write(answer, "encoder " + coding.encoder());
    AVRational base = encoder.time_base();
    frameTicks = Math.max(1, Math.round(base.den() / (base.num() * perSecond)));
  }

  private static AVRational time(AVRational film, FilmCoding coding) {
    if (!coding.hasCoarseTime() || film.den() <= FilmCoding.MOST_TICKS) {
      return film;
    }
    return avutil.av_make_q(1, COARSE_TICKS);
  }

  /** Width over height of one pixel of the upright picture. */
  private AVRational pixelShape(AVRational coded) {
    if (!reader.turn().swapsSides() || coded.num() == 0) {
      return coded;
    }
    return avutil.av_inv_q(coded);
  }

  private long bitRate(double perSecond) {
    long input = reader.pictures().codecpar().bit_rate();
    if (input <= 0) {
      input = Math.max(0, reader.file().bit_rate());
    }
    double pixels = (double) encoder.width() * encoder.height();
    double least = pixels * perSecond * leastBits(pixels);
    return (long) Math.min(MOST_BITS, Math.max(input * SECOND_CODING, least));
  }

  private static double leastBits(double pixels) {
    double small =
        Math.max(0, Math.min(1, (LARGE_PIXELS - pixels) / (LARGE_PIXELS - SMALL_PIXELS)));
    return LEAST_BITS_PER_PIXEL + small * (LEAST_BITS_PER_PIXEL_SMALL - LEAST_BITS_PER_PIXEL);
  }

  /** Codes a picture; it is of no use to others afterwards. */
  void picture(AVFrame frame) throws IOException {
    frame.pict_type(avutil.AV_PICTURE_TYPE_NONE);
    frame.quality(encoder.global_quality());
    frame.format(avutil.AV_PIX_FMT_YUV420P);
    frame.color_range(encoder.color_range());
    long time =
        avutil.av_rescale_q(frame.pts(), reader.pictures().time_base(), encoder.time_base());
    // Coarse time could give two pictures one place.
    lastTime = lastTime == avutil.AV_NOPTS_VALUE ? time : Math.max(time, lastTime + 1);
    frame.pts(lastTime);
    frame.duration(0);
    Ffmpeg.write(avcodec.avcodec_send_frame(encoder, frame), "encode");
    packets();
  }

  /** Copies a packet of another stream, where it is kept; the packet is empty afterwards. */
  void other(AVPacket copied) throws IOException {
    others.write(copied);
  }

  /** Codes what is left and ends the file. */
  void finish() throws IOException {
    Ffmpeg.write(avcodec.avcodec_send_frame(encoder, null), "encode");
    packets();
    Ffmpeg.write(avformat.av_write_trailer(file), "trailer");
  }

  private void packets() throws IOException {
    while (true) {
      int answer = avcodec.avcodec_receive_packet(encoder, packet);
      if (Ffmpeg.isWaiting(answer)) {
        return;
      }
      Ffmpeg.write(answer, "encode");
      packet.stream_index(0);
      if (packet.duration() <= 0) {
        packet.duration(frameTicks);
      }
      avcodec.av_packet_rescale_ts(packet, encoder.time_base(), pictures.time_base());
      Ffmpeg.write(avformat.av_interleaved_write_frame(file, packet), "write");
    }
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    if (!encoder.isNull()) {
      avcodec.avcodec_free_context(encoder);
    }
    if (!file.isNull()) {
      if (file.pb() != null) {
        avformat.avio_closep(file.pb());
      }
      others.release();
      avformat.avformat_free_context(file);
    }
  }
}
