/** Stress tests of the classes that rely on compare-and-set. */
@NullMarked
package io.colophon.stress;

import org.jspecify.annotations.NullMarked;
