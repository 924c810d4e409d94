/** Labels files that were made elsewhere, as our own product or to hand them on. */
@NullMarked
package io.colophon.gateway.relabel;

import org.jspecify.annotations.NullMarked;
