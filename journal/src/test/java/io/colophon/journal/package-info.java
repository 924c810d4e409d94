/** Tests of the journal; {@link io.colophon.journal.JournalSpeed} measures it. */
@NullMarked
package io.colophon.journal;

import org.jspecify.annotations.NullMarked;
