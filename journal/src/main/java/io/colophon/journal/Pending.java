package io.colophon.journal;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to the disk; the caller's future itself, so that an append makes one object.
 */
final class Pending extends CompletableFuture<Long> {
  /** The one queued before (on the stack) or after (in a batch) this one. */
  @Nullable Pending next;

  @Nullable ByteBuffer record;
  final int offset;
  final int length;
  final boolean lazy;

  Pending(@Nullable ByteBuffer record, boolean lazy) {
    this.record = record;
    this.offset = record == null ? 0 : record.position();
    this.length = record == null ? 0 : record.remaining();
    this.lazy = lazy;
  }
}
