/** Where runs write, and how it is cleared away. */
@NullMarked
package io.colophon.benchmarks.disk;

import org.jspecify.annotations.NullMarked;
