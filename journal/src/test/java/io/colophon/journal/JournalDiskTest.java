package io.colophon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colophon.journal.JournalException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A disk that is slow, full or broken. */
class JournalDiskTest {
  private static final JournalOptions OPTIONS =
      JournalOptions.defaults()
          .withSegmentBytes(64 << 10)
          .withPreallocateBytes(0)
          .withLazyDelay(Duration.ofMillis(20));

  /** Longer than any machine needs, and less than the lazy delays that are not to be waited for. */
  private static final Duration SOON = Duration.ofSeconds(40);

  private final FakeStorage disk = new FakeStorage();

  @Test
  void append_manyDuringOneForce_shareTheNext() throws IOException {
    try (Journal journal = open(OPTIONS)) {
      int before = disk.forces.get();
      CompletableFuture<Long> first = holdInForce(journal);
      List<CompletableFuture<Long>> waiting = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        waiting.add(journal.append(Records.of("waiting " + i)));
      }
      assertThat(journal.size()).isZero();
      assertThat(waiting).noneMatch(CompletableFuture::isDone);
      letForce();

      assertThat(first.join()).isZero();
      assertThat(waiting.get(499).join()).isEqualTo(500);
      assertThat(disk.forces.get() - before).isEqualTo(2);
    }
  }

  @Test
  void appendLazily_alone_becomesDurableWithinTheDelay() throws IOException {
    try (Journal journal = open(OPTIONS)) {
      assertThat(journal.appendLazily(Records.of("lazy"))).succeedsWithin(SOON);
    }
  }

  @Test
  void appendLazily_thenAppend_shareOneForceInOrder() throws IOException {
    try (Journal journal = open(OPTIONS.withLazyDelay(Duration.ofMinutes(1)))) {
      int before = disk.forces.get();
      CompletableFuture<Long> one = journal.appendLazily(Records.of("one"));
      CompletableFuture<Long> two = journal.appendLazily(Records.of("two"));
      assertThat(journal.append(Records.of("three")).join()).isEqualTo(2);

      assertThat(one.join()).isZero();
      assertThat(two.join()).isEqualTo(1);
      assertThat(disk.forces.get() - before).isEqualTo(1);
      assertThat(Records.all(journal)).containsExactly("one", "two", "three");
    }
  }

  @Test
  void appendLazily_queueHalfFull_doesNotWaitForTheDelay() throws IOException {
    JournalOptions small = OPTIONS.withLazyDelay(Duration.ofMinutes(1)).withQueue(10, 1 << 20);
    try (Journal journal = open(small)) {
      CompletableFuture<Long> last = CompletableFuture.completedFuture(-1L);
      for (int i = 0; i < 5; i++) {
        last = journal.appendLazily(Records.of("lazy"));
      }
      assertThat(last).succeedsWithin(SOON);
    }
  }

  @Test
  void close_lazyRecordsWaiting_makesThemDurable() throws IOException {
    Journal journal = open(OPTIONS.withLazyDelay(Duration.ofMinutes(1)));
    CompletableFuture<Long> lazy = journal.appendLazily(Records.of("lazy"));
    journal.close();

    assertThat(lazy.join()).isZero();
  }

  @Test
  void append_queueFullOfRecords_isRefusedUntilThereIsRoom() throws IOException {
    try (Journal journal = open(OPTIONS.withQueue(3, 1 << 20))) {
      CompletableFuture<Long> held = holdInForce(journal);
      journal.append(Records.of("b"));
      CompletableFuture<Long> third = journal.append(Records.of("c"));
      assertThat(JournalTest.reason(journal.append(Records.of("d")))).isEqualTo(Reason.FULL);
      letForce();

      assertThat(held.join()).isZero();
      assertThat(third.join()).isEqualTo(2);
      assertThat(journal.append(Records.of("e")).join()).isEqualTo(3);
    }
  }

  @Test
  void append_queueFullOfBytes_isRefused() throws IOException {
    try (Journal journal = open(OPTIONS.withMaxRecordBytes(600).withQueue(100, 1000))) {
      CompletableFuture<Long> held = holdInForce(journal);
      journal.append(Records.of("x".repeat(600)));
      assertThat(JournalTest.reason(journal.append(Records.of("y".repeat(500)))))
          .isEqualTo(Reason.FULL);
      letForce();
      assertThat(held.join()).isZero();
    }
  }

  @Test
  void append_diskFull_failsAndWorksAgainWithSpace() throws IOException {
    try (Journal journal = open(OPTIONS)) {
      journal.append(Records.of("kept")).join();
      disk.capacityBytes = disk.used() + 40;
      assertThat(JournalTest.reason(journal.append(Records.of("x".repeat(100)))))
          .isEqualTo(Reason.DISK);
      assertThat(journal.healthy()).isFalse();
      assertThat(Records.all(journal)).containsExactly("kept");
      assertThat(disk.used()).isEqualTo(SegmentHeader.BYTES + Frame.OVERHEAD_BYTES + 4);

      disk.capacityBytes = Long.MAX_VALUE;
      assertThat(journal.append(Records.of("later")).join()).isEqualTo(1);
      assertThat(journal.healthy()).isTrue();
    }
    try (Journal journal = open(OPTIONS)) {
      assertThat(Records.all(journal)).containsExactly("kept", "later");
    }
  }

  @Test
  void append_forceFails_recordIsGoneAndIndexIsUsedAgain() throws IOException {
    try (Journal journal = open(OPTIONS)) {
      disk.forceFails = true;
      assertThat(JournalTest.reason(journal.append(Records.of("lost")))).isEqualTo(Reason.DISK);
      disk.forceFails = false;
      assertThat(journal.append(Records.of("kept")).join()).isZero();
    }
    try (Journal journal = open(OPTIONS)) {
      assertThat(Records.all(journal)).containsExactly("kept");
    }
  }

  @Test
  void append_cutAfterFailureFails_refusesUntilItIsCut() throws IOException {
    try (Journal journal = open(OPTIONS)) {
      journal.append(Records.of("kept")).join();
      disk.forceFails = true;
      disk.truncateFails = true;
      assertThat(JournalTest.reason(journal.append(Records.of("x".repeat(300)))))
          .isEqualTo(Reason.DISK);
      disk.forceFails = false;
      assertThat(JournalTest.reason(journal.append(Records.of("short")))).isEqualTo(Reason.DISK);
      disk.truncateFails = false;
      assertThat(journal.append(Records.of("short")).join()).isEqualTo(1);
    }
    try (Journal journal = open(OPTIONS)) {
      assertThat(Records.all(journal)).containsExactly("kept", "short");
    }
  }

  @Test
  void healthy_diskRecoversWhileNobodyAppends_isTrueAgain() throws IOException {
    try (Journal journal = open(OPTIONS)) {
      disk.capacityBytes = 0;
      assertThat(JournalTest.reason(journal.append(Records.of("lost")))).isEqualTo(Reason.DISK);
      assertThat(journal.healthy()).isFalse();
      disk.capacityBytes = Long.MAX_VALUE;

      await().atMost(SOON).until(journal::healthy);
      assertThat(journal.append(Records.of("kept")).join()).isZero();
      assertThat(Records.all(journal)).containsExactly("kept");
    }
  }

  @Test
  void append_noSpaceForTheNextSegment_failsAndWorksAgain() throws IOException {
    try (Journal journal = open(OPTIONS)) {
      journal.append(Records.of("a".repeat(30_000))).join();
      journal.append(Records.of("b".repeat(30_000))).join();
      disk.capacityBytes = disk.used();
      assertThat(JournalTest.reason(journal.append(Records.of("c".repeat(30_000)))))
          .isEqualTo(Reason.DISK);
      disk.capacityBytes = Long.MAX_VALUE;
      assertThat(journal.append(Records.of("d".repeat(30_000))).join()).isEqualTo(2);
      assertThat(journal.append(Records.of("e")).join()).isEqualTo(3);
    }
    try (Journal journal = open(OPTIONS)) {
      assertThat(journal.size()).isEqualTo(4);
      assertThat(Records.text(journal.read(2))).startsWith("ddd");
    }
  }

  @Test
  void open_noSpace_fails() {
    disk.capacityBytes = 10;

    assertThatThrownBy(() -> open(OPTIONS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    assertThat(disk.list()).isEmpty();
  }

  private Journal open(JournalOptions options) throws IOException {
    return Journal.open(disk, () -> {}, options, "fake");
  }

  /** Appends one record and returns when the writer is inside its force, where it stays. */
  private CompletableFuture<Long> holdInForce(Journal journal) {
    int begun = disk.forcesBegun.get();
    disk.forcePermits.drainPermits();
    CompletableFuture<Long> held = journal.append(Records.of("a"));
    await().atMost(SOON).until(() -> disk.forcesBegun.get() > begun);
    return held;
  }

  private void letForce() {
    disk.forcePermits.release(1_000_000);
  }
}
