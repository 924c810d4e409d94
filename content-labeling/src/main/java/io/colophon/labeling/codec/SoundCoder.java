package io.colophon.labeling.codec;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * Codes samples as another sound is coded: the same codec, container, channels and rate, and no
 * fewer bits. The file has no tags. Not thread-safe, blocking.
 */
public final class SoundCoder implements AutoCloseable {
  private final SoundWriter writer;

  private SoundCoder(SoundWriter writer) {
    this.writer = writer;
  }

  /**
   * Opens a file for samples.
   *
   * @param like how it is coded
   * @param mimeType {@code audio/mpeg}, {@code audio/flac}, {@code audio/mp4} or {@code audio/ogg}
   * @param notes gets what cannot be the same
   * @throws LabelingException if the codec is not one that is written
   */
  public static SoundCoder open(SoundReader like, String mimeType, Path file, List<String> notes)
      throws LabelingException, IOException {
    SoundCoding coding = coding(like, mimeType, notes);
    if (like.hasOthers()) {
      Notes.add(notes, Notes.DROPPED_STREAM);
    }
    SoundWriter writer = new SoundWriter(like.channels());
    try {
      writer.open(file, coding, like);
      return new SoundCoder(writer);
    } catch (IOException | RuntimeException e) {
      writer.close();
      throw e;
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
    if (mimeType.equals("audio/ogg") && codec == avcodec.AV_CODEC_ID_FLAC) {
      return SoundCoding.oggFlac(reader);
    }
    if (mimeType.equals("audio/ogg") && codec == avcodec.AV_CODEC_ID_VORBIS) {
      // The bundled library codes Vorbis only experimentally; the container stays Ogg.
      Notes.add(notes, Notes.VORBIS_TO_OPUS);
      return SoundCoding.opus(reader);
    }
    throw new LabelingException(
        Reason.UNSUPPORTED_VARIANT, "codec " + codec + " in " + mimeType + " is not coded anew");
  }

  /** Adds samples, channels interleaved, between -1 and 1. */
  public void write(float[] interleaved) throws IOException {
    if (interleaved.length > 0) {
      writer.write(interleaved);
    }
  }

  /** Codes what is left and ends the file. */
  public void finish() throws IOException {
    writer.finish();
  }

  @Override
  public void close() {
    writer.close();
  }
}
