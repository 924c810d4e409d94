/** Fills records from a configuration tree, strictly, and collects every problem on the way. */
@NullMarked
package io.colophon.gateway.config.bind;

import org.jspecify.annotations.NullMarked;
