/** How far limits are used, as callers are told in headers and trailers. */
@NullMarked
package io.colophon.gateway.standing;

import org.jspecify.annotations.NullMarked;
