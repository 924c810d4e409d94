package io.colophon.labeling.watermark;

/**
 * A mark that was found.
 *
 * @param payload its 64 bits
 * @param score how sure the detector is, in decades: the probability of so good a match in an
 *     unmarked file is at most 10 to the power of minus this; at least 6
 */
public record Detection(long payload, double score) {}
