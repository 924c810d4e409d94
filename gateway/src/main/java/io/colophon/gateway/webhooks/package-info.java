/** Calls that upstreams make when a job has moved, and calls that tell tenants of ended jobs. */
@NullMarked
package io.colophon.gateway.webhooks;

import org.jspecify.annotations.NullMarked;
