/** gRPC: messages in and out, statuses, services. */
@NullMarked
package io.colophon.gateway.wire;

import org.jspecify.annotations.NullMarked;
