package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a Matroska segment (RFC 9559, 5.1), in file order. Clusters of unknown length, as
 * live recorders write them, are measured.
 */
final class MatroskaSegment {
  static final long HEADER = 0x1A45DFA3L;
  static final long SEGMENT = 0x18538067L;
  static final long CLUSTER = 0x1F43B675L;
  private static final long SEEK_HEAD = 0x114D9B74L;
  private static final long INFO = 0x1549A966L;
  private static final long TRACKS = 0x1654AE6BL;
  private static final long CUES = 0x1C53BB6BL;
  private static final long ATTACHMENTS = 0x1941A469L;
  private static final long CHAPTERS = 0x1043A770L;

  /** The most blocks that are walked over in clusters of unknown length: a day of film. */
  private static final int MAX_BLOCKS = 4_000_000;

  private final Source file;
  private final EbmlElement segment;
  private final long end;
  private final List<Part> parts = new ArrayList<>();

  /** A part: bytes {@code at} to {@code end} are its whole element. */
  record Part(long id, long at, long data, long end) {}

  private MatroskaSegment(Source file, EbmlElement segment) throws MalformedMediaException {
    this.file = file;
    this.segment = segment;
    this.end = segment.isSized() ? segment.end(file) : file.size();
  }

  /** The only segment of a file. */
  static MatroskaSegment of(Source file) throws LabelingException, IOException {
    Chunks count = new Chunks();
    EbmlElement element = EbmlElement.at(file, 0);
    if (element.id() != HEADER) {
      throw new MalformedMediaException("ebml.header", "no EBML header at the start");
    }
    while (element.id() != SEGMENT) {
      count.next();
      element = EbmlElement.at(file, element.end(file));
    }
    MatroskaSegment segment = new MatroskaSegment(file, element);
    segment.scan(count);
    segment.requireLast(count);
    return segment;
  }

  /** Where its element begins. */
  long at() {
    return segment.at();
  }

  /** Where its content begins: position 0 of every position inside. */
  long data() {
    return segment.data();
  }

  long end() {
    return end;
  }

  boolean isSized() {
    return segment.isSized();
  }

  List<Part> parts() {
    return parts;
  }

  private void scan(Chunks count) throws IOException {
    int[] blocks = new int[1];
    for (long at = segment.data(); at < end; ) {
      count.next();
      EbmlElement element = EbmlElement.at(file, at);
      long next;
      if (element.isSized()) {
        next = element.end(file);
      } else if (element.id() == CLUSTER) {
        next = clusterEnd(element, blocks);
      } else {
        throw new MalformedMediaException("ebml.length", "an element of unknown length at " + at);
      }
      if (next > end) {
        throw new MalformedMediaException("ebml.length", "an element is longer than its segment");
      }
      parts.add(new Part(element.id(), at, element.data(), next));
      at = next;
    }
  }

  private long clusterEnd(EbmlElement cluster, int[] blocks) throws IOException {
    long at = cluster.data();
    while (at < end) {
      EbmlElement inner = EbmlElement.at(file, at);
      if (isPart(inner.id())) {
        return at;
      }
      requireBlocks(++blocks[0]);
      at = inner.end(file);
    }
    return at;
  }

  static void requireBlocks(int blocks) throws MalformedMediaException {
    if (blocks > MAX_BLOCKS) {
      throw new MalformedMediaException(
          "file.too-many-parts", "more than " + MAX_BLOCKS + " blocks");
    }
  }

  /** Whether an element stands directly in a segment and so ends a cluster before it. */
  static boolean isPart(long id) {
    return id == CLUSTER
        || id == CUES
        || id == MatroskaTags.TAGS
        || id == SEEK_HEAD
        || id == INFO
        || id == TRACKS
        || id == ATTACHMENTS
        || id == CHAPTERS;
  }

  private void requireLast(Chunks count) throws LabelingException, IOException {
    for (long at = end; at < file.size(); ) {
      count.next();
      EbmlElement element = EbmlElement.at(file, at);
      if (element.id() == SEGMENT || element.id() == HEADER) {
        throw new LabelingException(
            Reason.UNSUPPORTED_VARIANT, "a second segment at " + at + ", expected one");
      }
      at = element.end(file);
    }
  }
}
