package io.colophon.labeling.container;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelFixtures;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Runs a writer over a file and looks at what came out. */
final class SoundWriting {
  static final LabelMetadata METADATA =
      LabelMetadata.of(
          LabelFixtures.order(Jurisdiction.CN),
          AigcLabel.generated(LabelFixtures.order(Jurisdiction.CN)));

  private SoundWriting() {}

  /**
   * What a writer did.
   *
   * @param boundHash what {@link LabelOutput} hashed on the way, in hex
   */
  record Result(LabelWriter.Written written, String boundHash) {}

  static LabelWriter writer(String mimeType) {
    return SoundWriters.all().stream()
        .filter(writer -> writer.mimeTypes().contains(mimeType))
        .findFirst()
        .orElseThrow();
  }

  static Result write(String mimeType, Path input, int storeBytes, Path output) throws Exception {
    MessageDigest binding = MessageDigest.getInstance("SHA-256");
    try (Source source = Source.open(input);
        FileChannel channel =
            FileChannel.open(
                output,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      LabelWriter.Written written =
          writer(mimeType).write(source, METADATA, storeBytes, new LabelOutput(channel, binding));
      return new Result(written, HexFormat.of().formatHex(binding.digest()));
    }
  }

  static void fill(String mimeType, Path file, StorePlace place, byte[] store) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      writer(mimeType).fill(channel, place, store);
    }
  }

  /** SHA-256 over a file but for some ranges, in hex. */
  static String hashWithout(Path file, List<Range> left) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    long at = 0;
    for (Range range : left) {
      digest.update(bytes, (int) at, (int) (range.at() - at));
      at = range.end();
    }
    digest.update(bytes, (int) at, (int) (bytes.length - at));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What a reader finds. */
  static final class Found implements LabelSink {
    final List<String> labels = new ArrayList<>();
    final List<String> carriers = new ArrayList<>();
    final List<StorePlace> places = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<String> broken = new ArrayList<>();

    @Override
    public void label(String carrier, String raw) {
      labels.add(raw);
      carriers.add(carrier);
    }

    @Override
    public void manifest(StorePlace place) {
      places.add(place);
    }

    @Override
    public void note(String code, String detail) {
      notes.add(code);
    }

    @Override
    public void broken(String code, String detail) {
      broken.add(code);
    }
  }

  private static final List<MediaFormat> FORMATS =
      List.of(
          new WavFormat(), new Mp3Format(), new FlacFormat(), new OggFormat(), new MidiFormat());

  static Optional<MediaFormat> format(byte[] head) {
    return FORMATS.stream().filter(format -> format.recognises(head)).findFirst();
  }

  static Found read(Path file) throws IOException {
    Found found = new Found();
    try (Source source = Source.open(file)) {
      format(source.head(64)).orElseThrow().read(source, found);
    }
    return found;
  }
}
