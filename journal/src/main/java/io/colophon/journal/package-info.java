/**
 * An append-only log of byte records that are on disk before they are acknowledged. It knows
 * nothing of what the records mean: the usage ledger, the provenance log and the job store each
 * keep one. One process writes a directory ({@link io.colophon.journal.Journal}); any number may
 * read it beside the writer ({@link io.colophon.journal.JournalReader}).
 */
@NullMarked
package io.colophon.journal;

import org.jspecify.annotations.NullMarked;
