/** Links in requests: the one place from which a host that a caller named is ever reached. */
@NullMarked
package io.colophon.gateway.fetch;

import org.jspecify.annotations.NullMarked;
