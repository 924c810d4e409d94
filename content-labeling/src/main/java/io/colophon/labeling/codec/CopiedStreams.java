package io.colophon.labeling.codec;

import io.colophon.labeling.container.Notes;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What goes from one film to another as it is: sounds and words packet by packet, tags, chapters.
 * The tag of a label goes as well where the container has a place for it that FFmpeg knows.
 */
final class CopiedStreams {
  private static final int STRICT_NORMAL = 0;
  private static final List<String> CONTAINER_TAGS =
      List.of("major_brand", "minor_version", "compatible_brands", "encoder");

  private final FilmReader reader;
  private final AVFormatContext to;
  private final Map<Integer, AVStream> copied = new HashMap<>();
  private boolean chapters;

  CopiedStreams(FilmReader reader, AVFormatContext to) {
    this.reader = reader;
    this.to = to;
  }

  /** Adds the streams; to be called when the pictures have been added. */
  void open(List<String> notes) throws IOException {
    AVFormatContext from = reader.file();
    AVDictionary tags = new AVDictionary(null);
    avutil.av_dict_copy(tags, from.metadata(), 0);
    CONTAINER_TAGS.forEach(key -> avutil.av_dict_set(tags, key, (String) null, 0));
    to.metadata(tags);
    copyTags(reader.pictures(), to.streams(0));
    for (int i = 0; i < from.nb_streams(); i++) {
      if (i == reader.picturesIndex()) {
        continue;
      }
      AVStream stream = from.streams(i);
      if (isKept(stream)) {
        copied.put(i, add(stream));
      } else {
        Notes.add(notes, Notes.DROPPED_STREAM);
      }
    }
    if (from.nb_chapters() > 0) {
      // Lent, not copied: taken back before the context is freed.
      chapters = true;
      to.chapters(from.chapters());
      to.nb_chapters(from.nb_chapters());
    }
  }

  private boolean isKept(AVStream stream) {
    int type = stream.codecpar().codec_type();
    int codec = stream.codecpar().codec_id();
    return (type == avutil.AVMEDIA_TYPE_AUDIO || type == avutil.AVMEDIA_TYPE_SUBTITLE)
        && codec != avcodec.AV_CODEC_ID_NONE
        && avformat.avformat_query_codec(to.oformat(), codec, STRICT_NORMAL) == 1;
  }

  private AVStream add(AVStream from) throws IOException {
    AVStream stream = avformat.avformat_new_stream(to, null);
    Ffmpeg.write(avcodec.avcodec_parameters_copy(stream.codecpar(), from.codecpar()), "stream");
    stream.codecpar().codec_tag(0);
    stream.time_base(from.time_base());
    stream.disposition(from.disposition());
    copyTags(from, stream);
    return stream;
  }

  private static void copyTags(AVStream from, AVStream to) {
    AVDictionary tags = new AVDictionary(null);
    avutil.av_dict_copy(tags, from.metadata(), 0);
    for (String own : List.of("encoder", "rotate", "DURATION", "vendor_id")) {
      avutil.av_dict_set(tags, own, (String) null, 0);
    }
    to.metadata(tags);
  }

  /** Copies a packet of a stream that is kept; the packet is empty afterwards. */
  void write(AVPacket packet) throws IOException {
    AVStream stream = copied.get(packet.stream_index());
    if (stream != null) {
      AVStream from = reader.file().streams(packet.stream_index());
      packet.stream_index(stream.index());
      packet.pos(-1);
      avcodec.av_packet_rescale_ts(packet, from.time_base(), stream.time_base());
      Ffmpeg.write(avformat.av_interleaved_write_frame(to, packet), "write");
    }
  }

  /** Gives back what was lent. */
  void release() {
    if (chapters) {
      to.nb_chapters(0);
      to.chapters((PointerPointer<?>) null);
    }
  }
}
