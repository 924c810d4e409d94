/** A disk for tests of the ledger that stops at any write; here since storage is not public. */
@NullMarked
package io.colophon.journal;

import org.jspecify.annotations.NullMarked;
