/** Reports over many generations: how long they take, and how fast the ledger becomes tables. */
@NullMarked
package io.colophon.benchmarks.report;

import org.jspecify.annotations.NullMarked;
