package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What a writer made of a file, and what a reader finds in it again. */
final class WrittenFile implements LabelSink {
  final List<String> labels = new ArrayList<>();
  final List<String> carriers = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final List<StorePlace> places = new ArrayList<>();

  static LabelMetadata metadata() {
    LabelOrder order = LabelFixtures.order(Jurisdiction.CN);
    return LabelMetadata.of(order, AigcLabel.generated(order));
  }

  static LabelWriter writer(String mimeType) {
    return PictureWriters.all().stream()
        .filter(writer -> writer.mimeTypes().contains(mimeType))
        .findFirst()
        .orElseThrow();
  }

  /** Writes with the label alone. */
  static LabelWriter.Written write(String mimeType, Path input, Path output)
      throws IOException, LabelingException {
    return write(mimeType, input, output, 0);
  }

  /** Writes with a store of random bytes under a right head, and proves the binding. */
  static LabelWriter.Written write(String mimeType, Path input, Path output, int storeBytes)
      throws IOException, LabelingException {
    LabelWriter writer = writer(mimeType);
    try (Source source = Source.open(input);
        FileChannel file =
            FileChannel.open(
                output,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      MessageDigest binding = storeBytes > 0 ? sha256() : null;
      LabelOutput out = new LabelOutput(file, binding);
      LabelWriter.Written written = writer.write(source, metadata(), storeBytes, out);
      out.flush();
      assertThat(file.size()).isEqualTo(out.position());
      assertThat(written.place().isPresent()).isEqualTo(storeBytes > 0);
      if (binding != null) {
        byte[] store = store(storeBytes);
        StorePlace place = written.place().orElseThrow();
        assertThat(place.storeBytes()).isEqualTo(storeBytes);
        writer.fill(file, place, store);
        byte[] whole = Files.readAllBytes(output);
        boolean boxes = writer.binding().orElseThrow() == LabelWriter.BindingKind.BMFF;
        assertThat(boxes ? hashOfBoxes(whole, place) : hashWithout(whole, place.unit()))
            .isEqualTo(binding.digest());
        WrittenFile found = read(output);
        assertThat(found.places).hasSize(1);
        assertThat(found.places.get(0).unit()).isEqualTo(place.unit());
        try (Source finished = Source.open(output)) {
          assertThat(found.places.get(0).read(finished)).isEqualTo(store);
          assertThat(place.read(finished)).isEqualTo(store);
        }
      }
      return written;
    }
  }

  /** What the reader of the format finds. */
  static WrittenFile read(Path file) throws IOException {
    WrittenFile found = new WrittenFile();
    List<MediaFormat> formats =
        List.of(
            new PngFormat(),
            new JpegFormat(),
            new WebpFormat(),
            new GifFormat(),
            new TiffFormat(),
            HeifFormat.avif(),
            HeifFormat.heic());
    try (Source source = Source.open(file)) {
      byte[] head = source.head(MediaFormat.HEAD_BYTES);
      Optional<MediaFormat> format =
          formats.stream().filter(candidate -> candidate.recognises(head)).findFirst();
      format
          .orElseThrow(() -> new MalformedMediaException("file.unknown-type", "no picture"))
          .read(source, found);
    }
    return found;
  }

  private static byte[] store(int length) {
    byte[] store = new byte[length];
    new Random(length).nextBytes(store);
    ByteBuffer.wrap(store)
        .putInt(length)
        .put("jumb".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(30)
        .put("jumdc2pa".getBytes(StandardCharsets.ISO_8859_1));
    return store;
  }

  private static byte[] hashWithout(byte[] file, List<Range> unit) {
    MessageDigest digest = sha256();
    int at = 0;
    for (Range range : unit) {
      digest.update(file, at, (int) range.at() - at);
      at = (int) range.end();
    }
    digest.update(file, at, file.length - at);
    return digest.digest();
  }

  /** The position of every box but the first and the store's, and the box. */
  private static byte[] hashOfBoxes(byte[] file, StorePlace place) {
    MessageDigest digest = sha256();
    for (int at = 0; at < file.length; ) {
      int size = ByteBuffer.wrap(file).getInt(at);
      if (at > 0 && at != place.unit().get(0).at()) {
        digest.update(ByteBuffer.allocate(8).putLong(0, at));
        digest.update(file, at, size);
      }
      at += size;
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void label(String carrier, String raw) {
    carriers.add(carrier);
    labels.add(raw);
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
    problems.add(code + ": " + detail);
  }
}
