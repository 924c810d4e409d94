package io.colophon.labeling.audio;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.codec.SoundCoder;
import io.colophon.labeling.codec.SoundReader;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Mp3Splice;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.SoundTags;
import io.colophon.labeling.watermark.SoundWatermark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * MP3, FLAC, Ogg and M4A: decoded, marked, coded anew with the same codec; tags are carried over.
 */
final class CodedSoundMarker implements MediaMarker {
  private static final String MP3 = "audio/mpeg";

  private final String mimeType;
  private final Set<String> aliases;
  private final SoundMarking marking;

  CodedSoundMarker(String mimeType, Set<String> aliases, SoundWatermark watermark) {
    this.mimeType = mimeType;
    this.aliases = aliases;
    this.marking = new SoundMarking(watermark);
  }

  @Override
  public Set<String> mimeTypes() {
    return aliases;
  }

  @Override
  public boolean watermarks() {
    return true;
  }

  @Override
  public Marked mark(
      Path input,
      String alias,
      Optional<ShownLabel> shown,
      OptionalLong watermark,
      Path output,
      Scratch scratch)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    Optional<SoundCue> cue = shown.map(SoundCue::of);
    double rms = SoundMarking.rms(input, cue);
    try (SoundReader reader = SoundReader.open(input)) {
      SoundMarking.Pass pass = marking.pass(reader.rate(), reader.channels(), cue, watermark, rms);
      if (mimeType.equals(MP3) && cue.isPresent() && watermark.isEmpty()) {
        boolean behind = cue.get().atEnd();
        if (behind) {
          for (float[] block = reader.next(); block.length > 0; block = reader.next()) {
            pass.next(block);
          }
        }
        Optional<Path> before = cue(pass.before(), reader, scratch, notes);
        Optional<Path> after = cue(pass.after(), reader, scratch, notes);
        OptionalLong frames = Mp3Splice.write(input, before, after, output, notes);
        if (frames.isPresent()) {
          pass.skip(behind ? 0 : frames.getAsLong());
          return pass.marked(notes);
        }
      }
    }
    return anew(input, cue, watermark, rms, output, scratch);
  }

  /** A cue as a file of its own; empty for none. */
  private Optional<Path> cue(float[] mono, SoundReader like, Scratch scratch, List<String> notes)
      throws LabelingException, IOException {
    if (mono.length == 0) {
      return Optional.empty();
    }
    Path file = scratch.file(".cue");
    try (SoundCoder coder = SoundCoder.open(like, mimeType, file, notes)) {
      coder.write(interleaved(mono, like.channels()));
      coder.finish();
    }
    return Optional.of(file);
  }

  /** Everything is decoded and coded anew. */
  private Marked anew(
      Path input,
      Optional<SoundCue> cue,
      OptionalLong watermark,
      double rms,
      Path output,
      Scratch scratch)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    Path coded = scratch.file(".coded");
    SoundMarking.Pass pass;
    try (SoundReader reader = SoundReader.open(input);
        SoundCoder coder = SoundCoder.open(reader, mimeType, coded, notes)) {
      int channels = reader.channels();
      pass = marking.pass(reader.rate(), channels, cue, watermark, rms);
      coder.write(interleaved(pass.before(), channels));
      for (float[] block = reader.next(); block.length > 0; block = reader.next()) {
        coder.write(pass.next(block));
      }
      coder.write(pass.end());
      coder.write(interleaved(pass.after(), channels));
      coder.finish();
    }
    SoundTags.carry(input, coded, mimeType, output, notes);
    return pass.marked(notes);
  }

  private static float[] interleaved(float[] mono, int channels) {
    float[] samples = new float[mono.length * channels];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = mono[i / channels];
    }
    return samples;
  }

  @Override
  public Optional<String> missing(Path output, String alias, Marked marked) throws IOException {
    return marking.missing(output, marked);
  }
}
