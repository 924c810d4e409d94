package io.colophon.labeling.fingerprint;

/**
 * A record that something may be a copy of.
 *
 * @param record its number in the log
 * @param kind what tells
 * @param difference how far both are apart: 0 for equal samples and marks, bits of 256 for pictures
 *     (at most {@value PictureHash#MATCH}), part of the bits for sounds (at most 0.25)
 */
public record CopyMatch(long record, Kind kind, double difference) {
  /** What tells that something is a copy, the surest first. */
  public enum Kind {
    /** The bytes are equal. */
    BYTES,
    /** The decoded samples are equal. */
    SAMPLES,
    /** The imperceptible mark bears the record's payload. */
    WATERMARK,
    /** The picture, or a frame of the film, looks the same. */
    PICTURE,
    /** The sound, or a stretch of it, sounds the same. */
    SOUND
  }
}
