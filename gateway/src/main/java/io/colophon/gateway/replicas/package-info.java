/** Limits that this gateway keeps together with others. */
@NullMarked
package io.colophon.gateway.replicas;

import org.jspecify.annotations.NullMarked;
