/** The embedded database: keys and operations of one server. */
@NullMarked
package io.colophon.gateway.storage;

import org.jspecify.annotations.NullMarked;
