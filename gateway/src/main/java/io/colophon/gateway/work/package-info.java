/** The bounded pool for work that blocks. */
@NullMarked
package io.colophon.gateway.work;

import org.jspecify.annotations.NullMarked;
