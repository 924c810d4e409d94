/**
 * What a tenant owes: plans, allowances, credits, invoices. Pure functions over the entries of the
 * ledger in their order, in whole nano-units, so that the same entries give the same bill anywhere.
 */
@NullMarked
package io.colophon.metering.plan;

import org.jspecify.annotations.NullMarked;
