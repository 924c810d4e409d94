/**
 * Limits that several gateways keep together. A {@link io.colophon.throttling.lease.LeaseStore}
 * owns what is used of each; a gateway takes leases from it, which are debited at once, and decides
 * on them alone. {@link io.colophon.throttling.lease.SharedLimits} is what a gateway opens. Knows
 * neither the network nor the clock: a store and the times are handed in.
 */
@NullMarked
package io.colophon.throttling.lease;

import org.jspecify.annotations.NullMarked;
