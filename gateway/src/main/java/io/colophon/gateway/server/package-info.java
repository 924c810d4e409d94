/** The running gateway: listeners, life cycle, operator's HTTP. */
@NullMarked
package io.colophon.gateway.server;

import org.jspecify.annotations.NullMarked;
