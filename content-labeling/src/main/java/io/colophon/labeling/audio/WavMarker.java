package io.colophon.labeling.audio;

import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.WavAssembly;
import io.colophon.labeling.container.WavFile;
import io.colophon.labeling.watermark.SoundWatermark;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** WAV: cues go around the programme, whose samples are copied as they are unless marked. */
final class WavMarker implements MediaMarker {
  private final SoundMarking marking;

  WavMarker(SoundWatermark watermark) {
    this.marking = new SoundMarking(watermark);
  }

  @Override
  public Set<String> mimeTypes() {
    return Set.of("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave");
  }

  @Override
  public boolean watermarks() {
    return true;
  }

  @Override
  public Marked mark(
      Path input,
      String mimeType,
      Optional<ShownLabel> shown,
      OptionalLong watermark,
      Path output,
      Scratch scratch)
      throws IOException {
    List<String> notes = new ArrayList<>();
    Optional<SoundCue> cue = shown.map(SoundCue::of);
    try (Source source = Source.open(input);
        SoundSamples samples = SoundSamples.open(input);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
      WavFile wav = WavFile.open(source);
      int rate = wav.format().rate();
      long added = 0;
      if (cue.isPresent()) {
        added += cue.get().atStart() ? MorseCue.frames(rate, cue.get().beforeMillis()) : 0;
        added += cue.get().atEnd() ? MorseCue.frames(rate, cue.get().afterMillis()) : 0;
      }
      SoundMarking.Pass pass =
          marking.pass(rate, wav.format().channels(), cue, watermark, SoundMarking.rms(input, cue));
      WavAssembly.write(
          source,
          (wav.frames() + added) * wav.format().frameBytes(),
          bytes -> {
            bytes.write(wav.bytes(pass.before()));
            if (watermark.isPresent()) {
              for (float[] block = samples.next(); block.length > 0; block = samples.next()) {
                bytes.write(wav.interleavedBytes(pass.next(block)));
              }
              bytes.write(wav.interleavedBytes(pass.end()));
            } else {
              listen(cue, samples, pass, wav.frames());
              source.copy(wav.data().at(), wav.frames() * wav.format().frameBytes(), bytes);
            }
            bytes.write(wav.bytes(pass.after()));
          },
          out,
          notes);
      return pass.marked(notes);
    }
  }

  /** A cue behind the programme wants to know how loud it is; else nothing need be decoded. */
  private static void listen(
      Optional<SoundCue> cue, SoundSamples samples, SoundMarking.Pass pass, long frames)
      throws IOException {
    if (cue.filter(SoundCue::atEnd).isEmpty()) {
      pass.skip(frames);
      return;
    }
    for (float[] block = samples.next(); block.length > 0; block = samples.next()) {
      pass.next(block);
    }
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Marked marked) throws IOException {
    return marking.missing(output, marked);
  }
}
