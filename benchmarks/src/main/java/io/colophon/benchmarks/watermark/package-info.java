/** How much the imperceptible marks survive, and how much of them can be perceived. */
@org.jspecify.annotations.NullMarked
package io.colophon.benchmarks.watermark;
