/** The ledger projected into tables, and reports read from them. */
@NullMarked
package io.colophon.metering.sql;

import org.jspecify.annotations.NullMarked;
