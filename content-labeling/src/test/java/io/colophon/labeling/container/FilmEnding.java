package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Reads a film that somebody broke, labels it, reads the copy: how that ends, and how soon. */
final class FilmEnding {
  /** Only against hanging; how long it takes is judged by {@link #SOON_NANOS}. */
  private static final Duration HANGS = Duration.ofSeconds(120);

  /** Of processor time, for reading, writing and reading again in a cold process. */
  private static final long SOON_NANOS = 2_000_000_000L;

  private FilmEnding() {}

  /** How it ended: {@code written}, or the code of the error. */
  static String of(Path directory, MediaFormat format, byte[] film) throws IOException {
    Path input = Files.write(directory.resolve("in"), film);
    Path output = directory.resolve("out");
    return assertTimeoutPreemptively(
        HANGS,
        () -> {
          long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
          String end = label(format, input, output);
          assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)
              .isLessThan(SOON_NANOS);
          return end;
        });
  }

  private static String label(MediaFormat format, Path input, Path output) throws IOException {
    read(format, input);
    try {
      int store = FilmCopies.writer(format.mimeType()).binding().isPresent() ? 100 : 0;
      FilmCopies.write(input, format.mimeType(), store, output);
    } catch (MalformedMediaException e) {
      return e.code();
    } catch (LabelingException e) {
      return e.reason().name();
    }
    FilmCopies.Found found = read(format, output);
    assertThat(found.labels).containsExactly(LabelFixtures.JSON);
    return "written";
  }

  private static FilmCopies.Found read(MediaFormat format, Path file) throws IOException {
    FilmCopies.Found found = new FilmCopies.Found();
    try (Source source = Source.open(file)) {
      format.read(source, found);
    } catch (MalformedMediaException e) {
      found.broken.add(e.code());
    }
    return found;
  }
}
