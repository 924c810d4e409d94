/** Reads YAML into a small tree that remembers where each value stood. */
@NullMarked
package io.colophon.gateway.config.yaml;

import org.jspecify.annotations.NullMarked;
