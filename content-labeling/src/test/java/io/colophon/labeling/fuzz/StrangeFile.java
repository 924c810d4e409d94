package io.colophon.labeling.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.FoundLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Verdict;
import io.colophon.labeling.container.FilmWriters;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.PictureWriters;
import io.colophon.labeling.container.PlainText;
import io.colophon.labeling.container.SoundWriters;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import io.colophon.labeling.document.DocumentWriters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file nobody vouches for, read and written as a gateway would: whatever it is, there is a
 * verdict, and a copy either bears our label exactly once or is refused with a typed error.
 */
final class StrangeFile {
  private static final List<LabelWriter> WRITERS =
      Stream.of(PictureWriters.all(), SoundWriters.all(), FilmWriters.all(), DocumentWriters.all())
          .flatMap(List::stream)
          .toList();
  private static final ContentVerifier VERIFIER = new ContentVerifier();
  private static final int STORE = 512;

  /** Broken ones are mended by guesses, which an update behind them may change. */
  private static final String MENDED = "application/pdf";

  /** No writer adds more: packets, padding, room for a store, an index of offsets. */
  private static final long MOST_ADDED = 1 << 20;

  private final Path input;
  private final Path output;

  StrangeFile(Path directory) {
    this.input = directory.resolve("input");
    this.output = directory.resolve("output");
  }

  /** What became of a file. */
  enum Fate {
    /** Of another type than asked for, or of one that we do not write. */
    READ,
    /** There is no copy, and a typed error says why. */
    REFUSED,
    /** There is a copy that is not taken for a labelled file; whoever asked for it discards it. */
    NOT_FOUND_AGAIN,
    WRITTEN
  }

  /** Reads bytes and, if they are taken for one of the types, labels them. */
  Fate live(byte[] bytes, String... mimeTypes) throws IOException {
    return Limits.within(
        () -> {
          Files.write(input, bytes);
          Verdict verdict = verdict(input);
          Optional<LabelWriter> writer =
              WRITERS.stream()
                  .filter(w -> List.of(mimeTypes).contains(verdict.mimeType()))
                  .filter(w -> w.mimeTypes().contains(verdict.mimeType()))
                  .findFirst();
          return writer.isEmpty() ? Fate.READ : copy(writer.get(), bytes.length);
        });
  }

  /** The verdict on bytes, and nothing else. */
  Verdict read(byte[] bytes) throws IOException {
    return Limits.within(
        () -> {
          Files.write(input, bytes);
          return verdict(input);
        });
  }

  private Fate copy(LabelWriter writer, int inputBytes) throws IOException {
    // Both ways are taken, and a crash is repeatable.
    int room = writer.binding().isPresent() && inputBytes % 2 == 0 ? STORE : 0;
    LabelOrder order = LabelFixtures.order(Jurisdiction.CN);
    LabelMetadata metadata = LabelMetadata.of(order, AigcLabel.generated(order));
    LabelWriter.Written written;
    try (Source source = Source.open(input);
        FileChannel file =
            FileChannel.open(
                output,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      LabelOutput out = new LabelOutput(file, null);
      written = writer.write(source, metadata, room, out);
      out.flush();
      assertThat(file.size()).isEqualTo(out.position());
      assertThat(file.size()).isLessThan(4L * inputBytes + MOST_ADDED);
      assertThat(written.place().isPresent()).isEqualTo(room > 0);
      if (room > 0) {
        writer.fill(file, written.place().orElseThrow(), store());
      }
    } catch (LabelingException | MalformedMediaException e) {
      assertThat(e.getMessage()).isNotBlank();
      return Fate.REFUSED;
    }
    Verdict verdict = verdict(output);
    if (writer.mimeTypes().contains(MENDED) && verdict.status() != Verdict.Status.LABELED) {
      return Fate.NOT_FOUND_AGAIN;
    }
    requireLabel(verdict, written, metadata.label());
    return Fate.WRITTEN;
  }

  private static void requireLabel(Verdict verdict, LabelWriter.Written written, AigcLabel label) {
    List<FoundLabel> metadata =
        verdict.layers().stream()
            .filter(layer -> !layer.carrier().equals(PlainText.CARRIER))
            .toList();
    assertThat(metadata)
        .as("labels of the copy, %s %s", verdict.status(), verdict.findings())
        .hasSize(1);
    assertThat(metadata.get(0).carrier()).isEqualTo(written.carrier());
    assertThat(metadata.get(0).fields()).contains(label);
    assertThat(verdict.store().map(StorePlace::unit))
        .as("store of the copy")
        .isEqualTo(written.place().map(StorePlace::unit));
  }

  private static byte[] store() {
    return ByteBuffer.allocate(STORE)
        .putInt(STORE)
        .put("jumb".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(30)
        .put("jumdc2pa".getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }

  private static Verdict verdict(Path file) {
    Verdict verdict = VERIFIER.verify(file);
    assertThat(verdict.has("file.reader-failed")).as("a reader failed, see its log").isFalse();
    assertThat(verdict.layers()).hasSizeLessThanOrEqualTo(17);
    assertThat(verdict.findings()).hasSizeLessThanOrEqualTo(66);
    return verdict;
  }
}
