package io.colophon.labeling.audio;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.MediaLabeler;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.WavFile;
import io.colophon.labeling.container.WavFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** WAV: the cue goes before the programme, whose samples are copied as they are. */
public final class WavLabeler implements MediaLabeler {
  /** So much of the programme tells how loud it is. */
  private static final int LOUDNESS_SECONDS = 20;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave");
  }

  @Override
  public Made label(Path input, String mimeType, LabelOrder order, Path output, Scratch scratch)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    try (Source source = Source.open(input);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
      WavFile wav = WavFile.open(source);
      int rate = wav.format().rate();
      float level = MorseCue.level(MorseCue.rms(wav.start(rate * LOUDNESS_SECONDS)));
      byte[] cue = wav.bytes(MorseCue.samples(rate, level));
      if (!wav.write(cue, AigcLabel.generated(order).toJson(), out, notes)) {
        throw new LabelingException(
            Reason.TOO_LARGE, "WAV of " + source.size() + " bytes, expected less than 4 GiB");
      }
    }
    return new Made(MorseCue.label(), WavFormat.CARRIER, notes);
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Made made) throws IOException {
    try (Source source = Source.open(output)) {
      WavFile wav = WavFile.open(source);
      int rate = wav.format().rate();
      return MorseDetector.missing(
          wav.start(MorseCue.frames(rate, MorseDetector.WINDOW_MILLIS)), rate);
    }
  }
}
