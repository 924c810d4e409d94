package io.colophon.labeling;

import io.colophon.labeling.Verdict.Status;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the labels of a file and judges them: reads leniently, judges strictly. The type is told by
 * the first bytes, never by the name. Works on files nobody vouches for: memory is bounded, nothing
 * is decoded, and whatever is wrong with the file ends in the verdict. Thread-safe, blocking.
 */
public final class ContentVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(ContentVerifier.class);
  private static final String UNKNOWN_TYPE = "application/octet-stream";

  /** The verdict on a file; also when it is missing, empty or cannot be read. */
  public Verdict verify(Path file) {
    FoundLabels found = new FoundLabels();
    String mimeType = UNKNOWN_TYPE;
    try (Source source = Source.open(file)) {
      byte[] head = source.head(MediaFormat.HEAD_BYTES);
      Optional<MediaFormat> format = Formats.of(head);
      if (format.isEmpty()) {
        found.broken(
            source.size() == 0 ? "file.empty" : "file.unknown-type",
            source.size() == 0 ? "the file is empty" : "the first bytes are of no known type");
        return new Verdict(
            Status.UNREADABLE, UNKNOWN_TYPE, List.of(), found.findings(), Optional.empty());
      }
      mimeType = format.get().mimeType();
      format.get().read(source, found);
    } catch (MalformedMediaException e) {
      found.broken(e.code(), e.detail());
      found.stopped();
    } catch (RuntimeException e) {
      // A file that finds a gap in a reader gets a verdict, and we get to know.
      LOG.warn("a reader of {} failed", mimeType, e);
      found.broken("file.reader-failed", "cannot be read: " + e.getClass().getSimpleName());
      found.stopped();
    } catch (IOException e) {
      found.broken("file.io", "cannot be read: " + e.getClass().getSimpleName());
      found.stopped();
    }
    return new Verdict(found.status(), mimeType, found.layers(), found.findings(), found.store());
  }
}
