/** Attempts at targets, with deadline, circuit breaker and fallback. */
@NullMarked
package io.colophon.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
