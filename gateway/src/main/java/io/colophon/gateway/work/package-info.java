/** How work is done apart from where it is asked for: the bounded pool, and what begins later. */
@NullMarked
package io.colophon.gateway.work;

import org.jspecify.annotations.NullMarked;
