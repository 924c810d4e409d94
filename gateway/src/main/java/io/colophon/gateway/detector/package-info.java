/** The public detector: whether a file came from here, told to anybody. */
@NullMarked
package io.colophon.gateway.detector;

import org.jspecify.annotations.NullMarked;
