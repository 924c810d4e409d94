/**
 * What a provider plug-in implements and what it is given. A plug-in turns one {@link
 * io.colophon.provider.spi.GenerationRequest} into a stream of {@link
 * io.colophon.provider.spi.GenerationEvent}s and knows nothing of routes, quota, prices, labels or
 * the doors the request came through.
 */
@NullMarked
package io.colophon.provider.spi;

import org.jspecify.annotations.NullMarked;
