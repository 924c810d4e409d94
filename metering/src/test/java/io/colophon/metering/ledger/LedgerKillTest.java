package io.colophon.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.journal.JournalOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that settles, corrects and delivers again is killed without warning, over and over, on
 * the same ledger, now and then while it recovers. The thousand kills of a release: {@code mvn test
 * -Dtest=LedgerKillTest -Dcolophon.kills=1000}.
 */
@Timeout(7_200)
class LedgerKillTest {
  private static final int KILLS = Integer.getInteger("colophon.kills", 20);

  @TempDir Path dir;

  @Test
  void open_afterKill9_hasEveryAcknowledgedEntryOnce() throws Exception {
    Random random = new Random(20261122);
    Set<String> acknowledged = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      int lines = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(600);
      runAndKill(kill, lines, acknowledged);
      if (kill % 50 == 49 || kill == KILLS - 1) {
        check(acknowledged);
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(KILLS * 20);
  }

  private void check(Set<String> acknowledged) throws IOException {
    Map<String, Integer> revisions = new HashMap<>();
    Set<String> found = new HashSet<>();
    try (LedgerEntries ledger = Ledger.openReadOnly(dir)) {
      ledger.followSettled(
          0,
          (index, entry) -> {
            int revision = entry instanceof CorrectionEntry one ? one.revision() : 0;
            Integer before = revisions.put(entry.usageId(), revision);
            assertThat(before == null ? -1 : before).as(entry.usageId()).isEqualTo(revision - 1);
            assertThat(found.add(entry.usageId() + "/" + revision)).as(entry.usageId()).isTrue();
            return true;
          });
    }
    Set<String> lost = new HashSet<>(acknowledged); // AssertJ would compare each with each
    lost.removeAll(found);
    assertThat(lost).isEmpty();
  }

  private void runAndKill(int run, int afterLines, Set<String> acknowledged) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                dir.toString(),
                Integer.toString(run))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = child.inputReader(StandardCharsets.US_ASCII)) {
      int count = 0;
      for (String line; (line = lines.readLine()) != null; ) {
        if (line.endsWith(".")) { // else it was cut
          String key = line.substring(0, line.length() - 1);
          assertThat(key.equals("started") || acknowledged.add(key)).as(key).isTrue();
        }
        if (count++ == afterLines) {
          assertThat(child.toHandle().destroyForcibly()).isTrue();
        }
      }
    }
    assertThat(child.waitFor()).isEqualTo(128 + 9);
  }

  /** Works until it is killed; prints what is acknowledged. */
  static final class Child {
    private final Ledger ledger;
    private final Random random;
    private final String name;
    private final PrintStream out;
    private final Semaphore underWay = new Semaphore(64);

    private Child(Ledger ledger, int run, PrintStream out) {
      this.ledger = ledger;
      this.random = new Random(run);
      this.name = "run" + run;
      this.out = out;
    }

    public static void main(String[] args) throws Exception {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
      out.println("started.");
      try (Ledger ledger =
          Ledger.open(
              Path.of(args[0]),
              Clock.systemUTC(),
              JournalOptions.defaults().withSegmentBytes(1 << 20),
              usageId -> usageId.hashCode() % 3 == 0)) {
        Child child = new Child(ledger, Integer.parseInt(args[1]), out);
        child.deliverAgain();
        child.work();
      }
    }

    /** Whoever did not hear of an acknowledgement tries again, also what was acknowledged. */
    private void deliverAgain() throws Exception {
      List<OpenedEntry> all = new ArrayList<>();
      ledger.follow(
          Math.max(0, ledger.size() - 400),
          (index, entry) -> {
            if (entry instanceof OpenedEntry opened && random.nextBoolean()) {
              all.add(opened);
            }
            return true;
          });
      Collections.shuffle(all, random);
      for (OpenedEntry opened : all) {
        settle(opened);
        openAndSettle(opened);
      }
    }

    private void work() throws Exception {
      List<OpenedEntry> open = new ArrayList<>();
      for (int next = 0; ; next++) {
        OpenedEntry opened = SampleEntries.opened(name + "-" + next);
        ledger.opened(opened);
        open.add(opened);
        if (random.nextInt(3) > 0) {
          OpenedEntry one = open.get(random.nextInt(open.size())); // out of order
          settle(one);
          if (random.nextInt(10) == 0) {
            settle(one); // twice
          } else if (random.nextInt(10) == 0) {
            correct(one);
          } else {
            open.remove(one);
          }
        }
        if (random.nextInt(200) == 0) {
          ledger.checkpoint();
        }
      }
    }

    private void openAndSettle(OpenedEntry opened) throws Exception {
      try {
        ledger.opened(opened);
      } catch (LedgerRefusedException settledOrOpen) {
        return;
      }
      settle(opened);
    }

    private void settle(OpenedEntry opened) throws Exception {
      track(opened.usageId() + "/0", ledger.settle(SampleEntries.settled(opened)));
    }

    private void correct(OpenedEntry opened) throws Exception {
      int revision =
          ledger.latest(opened.usageId()).orElse(null) instanceof CorrectionEntry last
              ? last.revision() + 1
              : 1;
      CorrectionEntry entry =
          new CorrectionEntry(
              revision, SampleEntries.TIME, "why not", SampleEntries.settled(opened));
      track(opened.usageId() + "/" + revision, ledger.correct(entry));
    }

    private void track(String key, CompletableFuture<Long> outcome) throws InterruptedException {
      underWay.acquire();
      CompletableFuture<Long> unused =
          outcome.whenComplete(
              (index, failure) -> {
                if (failure == null) {
                  out.println(key + ".");
                }
                underWay.release();
              });
    }
  }
}
