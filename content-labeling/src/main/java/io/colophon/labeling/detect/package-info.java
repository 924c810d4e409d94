/** Looks for imperceptible marks in files nobody vouches for. */
@org.jspecify.annotations.NullMarked
package io.colophon.labeling.detect;
