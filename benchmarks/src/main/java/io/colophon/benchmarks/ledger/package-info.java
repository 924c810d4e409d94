/** How many settled entries a second reach the disk, and how soon, beside other ways to do it. */
@NullMarked
package io.colophon.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
