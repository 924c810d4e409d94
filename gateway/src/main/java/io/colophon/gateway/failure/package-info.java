/** What can go wrong with a generation, as facts; how each is told is decided in wire. */
@NullMarked
package io.colophon.gateway.failure;

import org.jspecify.annotations.NullMarked;
