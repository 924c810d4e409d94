/** Gateway and rival in turns, in the same run: medians, spread and ratios. */
@NullMarked
package io.colophon.benchmarks.rounds;

import org.jspecify.annotations.NullMarked;
