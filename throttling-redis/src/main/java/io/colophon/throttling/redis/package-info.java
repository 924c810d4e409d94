/** Budgets of limits that several gateways share, kept in Redis and handed out as leases. */
@NullMarked
package io.colophon.throttling.redis;

import org.jspecify.annotations.NullMarked;
