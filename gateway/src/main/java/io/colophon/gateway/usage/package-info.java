/** The door to usage and cost. */
@NullMarked
package io.colophon.gateway.usage;

import org.jspecify.annotations.NullMarked;
