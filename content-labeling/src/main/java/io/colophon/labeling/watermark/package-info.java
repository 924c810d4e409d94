/**
 * Imperceptible marks of 64 bits in pictures, sounds and films, and the detectors that find them
 * again in copies.
 */
@org.jspecify.annotations.NullMarked
package io.colophon.labeling.watermark;
