package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.LabelWriter.Written;
import io.colophon.labeling.container.MatroskaSegment.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * One labelled copy of a Matroska file. All tags become one element before the first cluster, so
 * what follows moves; what names places within the segment is written anew.
 */
final class MatroskaCopy {
  private static final int MAX_EDITED = 16 << 20;

  private final Source file;
  private final LabelOutput output;
  private final List<String> notes = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private byte[] tags = new byte[0];
  private long tagsAt;

  /**
   * @param part what stood there; for new tags, nothing at the place where they are put in
   * @param to where it will stand, counted from the segment's data
   * @param length in the new file
   */
  private record Piece(Part part, long to, long length) {}

  MatroskaCopy(Source file, LabelOutput output) {
    this.file = file;
    this.output = output;
  }

  Written write(String json) throws LabelingException, IOException {
    MatroskaSegment segment = MatroskaSegment.of(file);
    tags = tags(segment, json);
    long length = lay(segment);
    LongUnaryOperator places = place -> moved(segment.data() + place);
    output.copy(file, 0, segment.at());
    output.write(head(segment, length));
    MatroskaClusters clusters = new MatroskaClusters(file, output, places);
    boolean first = true;
    for (Piece piece : pieces) {
      Part part = piece.part();
      if (part.id() == MatroskaTags.TAGS) {
        output.write(tags);
      } else if (part.id() == MatroskaPlaces.SEEK_HEAD) {
        output.write(seekHead(part, segment, places, first ? tagsAt : -1));
        first = false;
      } else if (part.id() == MatroskaPlaces.CUES) {
        output.write(MatroskaPlaces.cues(content(part), places));
      } else if (part.id() == MatroskaSegment.CLUSTER) {
        clusters.copy(part);
      } else {
        output.copy(file, part.at(), part.end() - part.at());
      }
    }
    output.copy(file, segment.end(), file.size() - segment.end());
    output.flush();
    return new Written(MatroskaFormat.CARRIER, notes, Optional.empty());
  }

  private byte[] tags(MatroskaSegment segment, String json) throws LabelingException, IOException {
    MatroskaTags tags = new MatroskaTags();
    for (Part part : segment.parts()) {
      if (part.id() == MatroskaTags.TAGS) {
        tags.add(content(part));
      }
    }
    if (tags.hasRemoved()) {
      Notes.add(notes, Notes.REPLACED_LABEL);
    }
    return tags.labelled(json);
  }

  /** Decides what stands where; the length of the segment's data. */
  private long lay(MatroskaSegment segment) throws LabelingException, IOException {
    long to = 0;
    boolean placed = false;
    boolean listed = false;
    for (Part part : segment.parts()) {
      boolean isTags = part.id() == MatroskaTags.TAGS;
      if (!placed && (isTags || part.id() == MatroskaSegment.CLUSTER)) {
        placed = true;
        to = place(part.at(), to);
      }
      if (!isTags) {
        long length = part.end() - part.at();
        if (part.id() == MatroskaPlaces.CUES) {
          length = MatroskaPlaces.cues(content(part), place -> place).length;
        } else if (part.id() == MatroskaPlaces.SEEK_HEAD) {
          length = seekHead(part, segment, place -> place, listed ? -1 : 0).length;
          listed = true;
        }
        pieces.add(new Piece(part, to, length));
        to += length;
      }
    }
    return placed ? to : place(segment.end(), to);
  }

  private long place(long at, long to) {
    tagsAt = to;
    pieces.add(new Piece(new Part(MatroskaTags.TAGS, at, at, at), to, tags.length));
    return to + tags.length;
  }

  private byte[] seekHead(Part part, MatroskaSegment segment, LongUnaryOperator places, long tags)
      throws LabelingException, IOException {
    return MatroskaPlaces.seekHead(content(part), segment.end() - segment.data(), places, tags);
  }

  /** Where a place of the old file is in the new segment. */
  private long moved(long old) {
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pieces.get(middle).part().at() <= old) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return pieces.get(low).to() + old - pieces.get(low).part().at();
  }

  private static byte[] head(MatroskaSegment segment, long length) {
    byte[] id = Arrays.copyOfRange(EbmlBytes.number(MatroskaSegment.SEGMENT), 4, 8);
    int old = (int) (segment.data() - segment.at()) - id.length;
    byte[] size = EbmlBytes.length((1L << 7 * old) - 1, old);
    if (segment.isSized()) {
      size = EbmlBytes.length(length, Math.max(old, EbmlBytes.lengthBytes(length)));
    }
    byte[] head = Arrays.copyOf(id, id.length + size.length);
    System.arraycopy(size, 0, head, id.length, size.length);
    return head;
  }

  private byte[] content(Part part) throws LabelingException, IOException {
    long length = part.end() - part.data();
    if (length > MAX_EDITED) {
      throw new LabelingException(
          Reason.TOO_LARGE,
          "tags, seek head or cues of " + length + " bytes, expected at most " + MAX_EDITED);
    }
    return file.bytes(part.data(), (int) length);
  }
}
