/** Invoices: what a tenant owes for a period, line by line, and which source covers what. */
@NullMarked
package io.colophon.metering.invoice;

import org.jspecify.annotations.NullMarked;
