package io.colophon.labeling.audio;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.codec.SoundReader;
import io.colophon.labeling.codec.SoundTranscoder;
import io.colophon.labeling.container.FlacFormat;
import io.colophon.labeling.container.MediaLabeler;
import io.colophon.labeling.container.Mp3Format;
import io.colophon.labeling.container.Mp4Assembly;
import io.colophon.labeling.container.Mp4Format;
import io.colophon.labeling.container.OggFormat;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** MP3, FLAC, Ogg and M4A: decoded, led by the cue, and coded anew with the same codec. */
public final class CodedSoundLabeler implements MediaLabeler {
  private static final int LOUDNESS_SECONDS = 20;

  private final String mimeType;
  private final Set<String> aliases;
  private final String carrier;

  private CodedSoundLabeler(String mimeType, String carrier, Set<String> aliases) {
    this.mimeType = mimeType;
    this.carrier = carrier;
    this.aliases = aliases;
  }

  /** One labeller for each coded sound format. */
  public static List<MediaLabeler> all() {
    return List.of(
        new CodedSoundLabeler("audio/mpeg", Mp3Format.CARRIER, Set.of("audio/mpeg", "audio/mp3")),
        new CodedSoundLabeler(
            "audio/flac", FlacFormat.CARRIER, Set.of("audio/flac", "audio/x-flac")),
        new CodedSoundLabeler("audio/ogg", OggFormat.CARRIER, Set.of("audio/ogg", "audio/opus")),
        new CodedSoundLabeler(
            "audio/mp4", Mp4Format.CARRIER, Set.of("audio/mp4", "audio/x-m4a", "audio/m4a")));
  }

  @Override
  public Set<String> mimeTypes() {
    return aliases;
  }

  @Override
  public Made label(Path input, String alias, LabelOrder order, Path output, Scratch scratch)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    String json = AigcLabel.generated(order).toJson();
    float[] cue;
    try (SoundReader reader = SoundReader.open(input)) {
      float[] start = mono(reader, reader.rate() * LOUDNESS_SECONDS);
      cue = MorseCue.samples(reader.rate(), MorseCue.level(MorseCue.rms(start)));
    }
    boolean tagged = !carrier.equals(Mp4Format.CARRIER);
    Path coded = tagged ? output : scratch.file(".m4a");
    SoundTranscoder.write(input, mimeType, cue, json, coded, notes);
    if (!tagged) {
      try (Source source = Source.open(coded);
          FileChannel out = FileChannel.open(output, StandardOpenOption.WRITE)) {
        Mp4Assembly.write(source, json, out, notes);
      }
    }
    return new Made(MorseCue.label(), carrier, notes);
  }

  @Override
  public Optional<String> missing(Path output, String alias, Made made) throws IOException {
    try (SoundReader reader = SoundReader.open(output)) {
      int window = MorseCue.frames(reader.rate(), MorseDetector.WINDOW_MILLIS);
      return MorseDetector.missing(mono(reader, window), reader.rate());
    }
  }

  /** The first frames, mixed to one channel. */
  private static float[] mono(SoundReader reader, int most) throws IOException {
    float[] samples = new float[most];
    int count = 0;
    for (float[] block = reader.next(); block.length > 0 && count < most; block = reader.next()) {
      for (int i = 0; i < block.length && count < most; i += reader.channels()) {
        float sum = 0;
        for (int c = 0; c < reader.channels(); c++) {
          sum += block[i + c];
        }
        samples[count++] = sum / reader.channels();
      }
    }
    return Arrays.copyOf(samples, count);
  }
}
