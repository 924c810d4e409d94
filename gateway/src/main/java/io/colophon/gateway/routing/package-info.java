/** From the requested model to an ordered list of targets. */
@NullMarked
package io.colophon.gateway.routing;

import org.jspecify.annotations.NullMarked;
