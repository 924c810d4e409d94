/** New targets on trial: who goes there, and when they are taken back. */
@NullMarked
package io.colophon.gateway.routing.canary;

import org.jspecify.annotations.NullMarked;
