/** API keys, stored as hashes. */
@NullMarked
package io.colophon.gateway.keys;

import org.jspecify.annotations.NullMarked;
