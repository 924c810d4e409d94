package io.colophon.gateway.provenance;

import io.colophon.labeling.Verdict;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.credentials.TextWrapper;
import io.colophon.labeling.credentials.read.ManifestReport;
import io.colophon.labeling.credentials.read.ManifestValidator;
import io.colophon.labeling.credentials.read.TrustAnchors;
import io.colophon.labeling.detect.WatermarkSearch;
import io.colophon.labeling.watermark.Detection;
import io.colophon.labeling.watermark.Watermarks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the layers of a label that are no metadata label: the C2PA manifest and the mark. Whatever
 * is wrong with a file ends in a note. Blocking, thread-safe.
 */
public final class LayerReader {
  private static final Logger log = LoggerFactory.getLogger(LayerReader.class);

  /** Larger texts are not looked through for a signature. */
  private static final long MOST_TEXT_BYTES = 16L << 20;

  private final ManifestValidator validator;
  private final WatermarkSearch marks;

  public LayerReader(ManifestValidator validator, WatermarkSearch marks) {
    this.validator = validator;
    this.marks = marks;
  }

  /** With the marks that Colophon writes. */
  public static LayerReader of(TrustAnchors anchors, Clock clock) {
    return new LayerReader(
        new ManifestValidator(anchors, clock),
        new WatermarkSearch(
            Watermarks.picture(), Optional.of(Watermarks.sound()), Watermarks.film()));
  }

  /**
   * Reads.
   *
   * @param read what the file's metadata said
   */
  FoundLayers read(Path file, Verdict read) {
    if (read.status() == Verdict.Status.UNREADABLE) {
      return FoundLayers.NONE;
    }
    List<FileVerdict.Note> notes = new ArrayList<>();
    Optional<ManifestReport> credentials =
        looking("c2pa.not-looked", () -> credentials(file, read), notes);
    Optional<Detection> mark =
        looking("watermark.not-looked", () -> marks.in(file, read.mimeType()), notes);
    return new FoundLayers(credentials, mark, notes);
  }

  private interface Look<T> {
    Optional<T> look() throws IOException;
  }

  /** One layer that cannot be looked at does not hide the others. */
  private static <T> Optional<T> looking(String code, Look<T> look, List<FileVerdict.Note> notes) {
    try {
      return look.look();
    } catch (MalformedMediaException damaged) {
      notes.add(new FileVerdict.Note(code, damaged.code() + ": " + damaged.getMessage()));
    } catch (IOException failure) {
      notes.add(
          new FileVerdict.Note(code, "cannot be read: " + failure.getClass().getSimpleName()));
    } catch (RuntimeException bug) {
      // A file that finds a gap in a decoder gets its verdict, and we get to know.
      log.warn("a layer could not be looked at", bug);
      notes.add(new FileVerdict.Note(code, "cannot be decoded: " + bug.getClass().getSimpleName()));
    }
    return Optional.empty();
  }

  private Optional<ManifestReport> credentials(Path file, Verdict read) throws IOException {
    if (read.store().isPresent()) {
      try (Source source = Source.open(file)) {
        return Optional.of(validator.validate(source, read.store().get()));
      }
    }
    boolean text = read.mimeType().equals("text/plain");
    return text && Files.size(file) <= MOST_TEXT_BYTES ? inText(file) : Optional.empty();
  }

  private Optional<ManifestReport> inText(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Optional<TextWrapper.Found> found = TextWrapper.find(text);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    long at = bytes(text, 0, found.get().from());
    Range unit = new Range(at, bytes(text, found.get().from(), found.get().to()));
    try (Source source = Source.open(file)) {
      return Optional.of(validator.validate(source, found.get().store(), List.of(unit)));
    }
  }

  private static long bytes(String text, int from, int to) {
    return text.substring(from, to).getBytes(StandardCharsets.UTF_8).length;
  }
}
