package io.colophon.labeling.container;

import java.util.Arrays;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the elements that name places of a segment anew: the seek head and the cues (RFC 9559,
 * 5.1.1 and 5.1.5). Places get eight bytes each, so that lengths do not depend on them.
 */
final class MatroskaPlaces {
  static final long SEEK_HEAD = 0x114D9B74L;
  static final long CUES = 0x1C53BB6BL;
  private static final long SEEK = 0x4DBB;
  private static final long SEEK_ID = 0x53AB;
  private static final long SEEK_POSITION = 0x53AC;
  private static final long CUE_POINT = 0xBB;
  private static final long CUE_TRACK_POSITIONS = 0xB7;
  private static final long CUE_REFERENCE = 0xDB;
  private static final long CUE_CODEC_STATE = 0xEA;

  /** Cluster, codec state, and both again for referenced blocks. */
  private static final Set<Long> CUE_PLACES = Set.of(0xF1L, CUE_CODEC_STATE, 0x97L, 0xEBL);

  private MatroskaPlaces() {}

  /**
   * @param content of the old element
   * @param places new places of old ones, counted from the segment's data
   */
  static byte[] cues(byte[] content, LongUnaryOperator places) throws MalformedMediaException {
    return EbmlBytes.element(
        CUES,
        EbmlBytes.rewrite(
            content,
            Set.of(CUE_POINT, CUE_TRACK_POSITIONS, CUE_REFERENCE),
            (id, value) -> {
              if (!CUE_PLACES.contains(id)) {
                return value;
              }
              long place = EbmlBytes.number(value);
              // A codec state at 0 stands in the track, not in a cluster.
              boolean inTrack = place == 0 && id == CUE_CODEC_STATE;
              return EbmlBytes.number(inTrack ? 0 : places.applyAsLong(place));
            }));
  }

  /**
   * The seek head without entries for tags, which become one element, and without such that lead
   * out of the segment.
   *
   * @param content of the old element
   * @param length of the old segment's data
   * @param tags where the tags are; -1 not to list them here
   */
  static byte[] seekHead(byte[] content, long length, LongUnaryOperator places, long tags)
      throws MalformedMediaException {
    byte[] kept =
        EbmlBytes.rewrite(
            content, Set.of(), (id, value) -> id == SEEK ? entry(value, length, places) : null);
    byte[] own = tags < 0 ? new byte[0] : EbmlBytes.element(SEEK, entry(MatroskaTags.TAGS, tags));
    return EbmlBytes.element(SEEK_HEAD, kept, own);
  }

  private static byte @Nullable [] entry(byte[] content, long length, LongUnaryOperator places)
      throws MalformedMediaException {
    long[] idAndPlace = {0, -1};
    EbmlBytes.rewrite(
        content,
        Set.of(),
        (id, value) -> {
          if (id == SEEK_ID || id == SEEK_POSITION) {
            idAndPlace[id == SEEK_ID ? 0 : 1] = EbmlBytes.number(value);
          }
          return null;
        });
    long place = idAndPlace[1];
    boolean kept = idAndPlace[0] != MatroskaTags.TAGS && place >= 0 && place < length;
    return kept ? entry(idAndPlace[0], places.applyAsLong(place)) : null;
  }

  private static byte[] entry(long id, long place) {
    byte[] name = Arrays.copyOfRange(EbmlBytes.number(id), 4, 8);
    byte[] seekId = EbmlBytes.element(SEEK_ID, name);
    byte[] position = EbmlBytes.element(SEEK_POSITION, EbmlBytes.number(place));
    byte[] both = Arrays.copyOf(seekId, seekId.length + position.length);
    System.arraycopy(position, 0, both, seekId.length, position.length);
    return both;
  }
}
