/** Runs every example against a gateway in the same process. */
@NullMarked
package io.colophon.examples;

import org.jspecify.annotations.NullMarked;
