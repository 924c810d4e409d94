package io.colophon.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalConcurrencyTest {
  private static final int THREADS = 8;
  private static final int EACH = 3000;
  private static final JournalOptions OPTIONS = JournalOptions.defaults().withSegmentBytes(65536);

  @TempDir Path directory;

  @Test
  void append_fromManyThreads_losesNothingAndKeepsEachThreadsOrder() throws Exception {
    List<List<CompletableFuture<Long>>> acknowledged;
    try (Journal journal = Journal.open(directory, OPTIONS)) {
      acknowledged = appendFromAllThreads(journal);
      assertThat(journal.size()).isEqualTo(THREADS * EACH);
    }
    try (Journal journal = Journal.open(directory, OPTIONS)) {
      int[] next = new int[THREADS];
      journal.read(
          0,
          (index, record) -> {
            int thread = record.getInt();
            int number = record.getInt();
            assertThat(number).isEqualTo(next[thread]++);
            assertThat(acknowledged.get(thread).get(number).join()).isEqualTo(index);
            return true;
          });
      assertThat(next).containsOnly(EACH);
    }
  }

  /** A batch larger than what is forced at once is forced in several steps. */
  @Test
  void append_batchOfManyForces_completesEveryRecord() throws Exception {
    List<CompletableFuture<Long>> appended = new ArrayList<>();
    try (Journal journal = Journal.open(directory, JournalOptions.defaults())) {
      for (int i = 0; i < 6000; i++) {
        appended.add(journal.appendLazily(ByteBuffer.allocate(2000)));
      }
      appended.add(journal.append(ByteBuffer.allocate(1)));
      CompletableFuture.allOf(appended.toArray(new CompletableFuture<?>[0]))
          .get(120, TimeUnit.SECONDS);
      assertThat(journal.size()).isEqualTo(6001);
    }
  }

  @Test
  void openReadOnly_besideAWriter_seesAGrowingPrefix() throws Exception {
    try (Journal journal = Journal.open(directory, OPTIONS);
        JournalReader reader = Journal.openReadOnly(directory)) {
      assertThat(reader.size()).isZero();
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  appendFromAllThreads(journal);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      boolean end = false;
      while (!end) {
        end = writing.isDone();
        long durable = journal.size();
        long seen = reader.refresh();
        assertThat(seen).isGreaterThanOrEqualTo(durable);
        assertWhole(reader, seen);
        try (JournalReader fresh = Journal.openReadOnly(directory)) {
          assertThat(fresh.size()).isGreaterThanOrEqualTo(seen);
          assertWhole(fresh, fresh.size());
        }
      }
      writing.join();
      assertThat(reader.size()).isEqualTo(THREADS * EACH);
      for (long index = 0; index < reader.size(); index += 997) {
        assertThat(reader.read(index)).isEqualTo(journal.read(index));
      }
    }
  }

  @Test
  void openReadOnly_emptyDirectory_hasNoRecords() throws IOException {
    try (JournalReader reader = Journal.openReadOnly(directory)) {
      assertThat(reader.size()).isZero();
      assertThat(Records.all(reader)).isEmpty();
    }
    assertThat(directory).isEmptyDirectory();
  }

  private static void assertWhole(JournalRecords records, long size) throws IOException {
    int[] next = new int[THREADS];
    records.read(
        0,
        (index, record) -> {
          int thread = record.getInt();
          if (record.getInt() != next[thread]++) {
            throw new AssertionError("record " + index + " is out of order");
          }
          return true;
        });
    assertThat(Arrays.stream(next).sum()).isEqualTo(size);
  }

  private static List<List<CompletableFuture<Long>>> appendFromAllThreads(Journal journal)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<CompletableFuture<Long>>>> runs = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        runs.add(
            pool.submit((Callable<List<CompletableFuture<Long>>>) () -> some(journal, thread)));
      }
      List<List<CompletableFuture<Long>>> all = new ArrayList<>();
      for (Future<List<CompletableFuture<Long>>> run : runs) {
        all.add(run.get());
        run.get().forEach(CompletableFuture::join);
      }
      return all;
    } finally {
      pool.shutdown();
    }
  }

  private static List<CompletableFuture<Long>> some(Journal journal, int thread) {
    List<CompletableFuture<Long>> own = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      ByteBuffer record = ByteBuffer.allocate(8 + i % 100).putInt(thread).putInt(i).rewind();
      own.add(i % 7 == 0 ? journal.appendLazily(record) : journal.append(record));
      if (i % 100 == 99) {
        own.get(i).join();
      }
    }
    return own;
  }
}
