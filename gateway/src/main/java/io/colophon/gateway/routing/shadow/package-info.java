/** Copies of requests for targets that are tried out: nobody sees their answers. */
@NullMarked
package io.colophon.gateway.routing.shadow;

import org.jspecify.annotations.NullMarked;
