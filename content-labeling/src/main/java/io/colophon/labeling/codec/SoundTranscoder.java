package io.colophon.labeling.codec;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Codes a sound anew with samples before it and the label among its tags. */
public final class SoundTranscoder {
  private SoundTranscoder() {}

  /**
   * Writes the file. Where the container has tags of its own making for the label (MP3, FLAC, Ogg),
   * it is written along; M4A gets none here.
   *
   * @param before samples of one channel at the rate of the input
   * @param notes gets what was not kept
   */
  public static void write(
      Path input, String mimeType, float[] before, String json, Path output, List<String> notes)
      throws LabelingException, IOException {
    try (SoundReader reader = SoundReader.open(input)) {
      SoundCoding coding = coding(reader, mimeType, notes);
      boolean tagged = !coding.muxer().equals("ipod");
      if (reader.hasOthers()) {
        Notes.add(notes, Notes.DROPPED_STREAM);
      }
      AVDictionary tags = new AVDictionary(null);
      reader.copyTags(tags, notes);
      if (tagged) {
        avutil.av_dict_set(tags, Ffmpeg.LABEL_KEY, json, 0);
      }
      try (SoundWriter writer = new SoundWriter(reader.channels())) {
        writer.open(output, coding, reader.rate(), reader.rawBits(), tags);
        writer.write(interleaved(before, reader.channels()));
        for (float[] block = reader.next(); block.length > 0; block = reader.next()) {
          writer.write(block);
        }
        writer.finish();
      }
    }
  }

  private static SoundCoding coding(SoundReader reader, String mimeType, List<String> notes)
      throws LabelingException {
    int codec = reader.codecId();
    if (mimeType.equals("audio/mpeg") && codec == avcodec.AV_CODEC_ID_MP3) {
      return SoundCoding.mp3(reader);
    }
    if (mimeType.equals("audio/flac") && codec == avcodec.AV_CODEC_ID_FLAC) {
      return SoundCoding.flac(reader);
    }
    if (mimeType.equals("audio/mp4") && codec == avcodec.AV_CODEC_ID_AAC) {
      return SoundCoding.aac(reader);
    }
    if (mimeType.equals("audio/ogg") && codec == avcodec.AV_CODEC_ID_OPUS) {
      return SoundCoding.opus(reader);
    }
    if (mimeType.equals("audio/ogg") && codec == avcodec.AV_CODEC_ID_VORBIS) {
      // The bundled library codes Vorbis only experimentally; the container stays Ogg.
      Notes.add(notes, Notes.VORBIS_TO_OPUS);
      return SoundCoding.opus(reader);
    }
    throw new LabelingException(
        Reason.UNSUPPORTED_VARIANT, "codec " + codec + " in " + mimeType + " is not labelled");
  }

  private static float[] interleaved(float[] mono, int channels) {
    float[] samples = new float[mono.length * channels];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = mono[i / channels];
    }
    return samples;
  }
}
