package io.colophon.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.journal.CrashDisk;
import io.colophon.journal.Journal;
import io.colophon.journal.JournalOptions;
import io.colophon.journal.OnDamage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger on a disk that stops at a random operation, in the middle of a write or a force, over
 * and over: killed or without power. Every acknowledged entry is there afterwards, once.
 */
@Timeout(600)
class LedgerCrashTest {
  private static final int LIVES = Integer.getInteger("colophon.crash.lives", 40);
  private static final int CRASHES = 12;
  private static final Clock CLOCK = Clock.fixed(SampleEntries.TIME, ZoneOffset.UTC);
  private static final JournalOptions OPTIONS =
      JournalOptions.defaults()
          .withSegmentBytes(64 << 10)
          .withMaxRecordBytes(16 << 10)
          .withPreallocateBytes(8 << 10)
          .withLazyDelay(Duration.ofMillis(1))
          .withOnDamage(OnDamage.GO_ON);

  @TempDir Path dir;

  @Test
  void open_afterAnyCrash_hasEveryAcknowledgedEntryOnce() throws Exception {
    long crashes = 0;
    long acknowledged = 0;
    for (int life = 0; life < LIVES; life++) {
      Random random = new Random(life);
      Path directory = Files.createDirectory(dir.resolve("life-" + life));
      CrashDisk disk = new CrashDisk(random);
      Deliveries deliveries = new Deliveries(random, "life" + life);
      for (int crash = 0; crash < CRASHES; crash++) {
        boolean whileOpening = random.nextBoolean();
        if (whileOpening) {
          disk.stopAfter(random.nextInt(20));
        }
        run(directory, disk, deliveries, whileOpening ? -1 : random.nextInt(40));
        crashes += disk.isStopped() ? 1 : 0;
        disk = random.nextBoolean() ? disk.afterKill() : disk.afterPowerCut();
      }
      run(directory, disk, deliveries, -1);
      acknowledged += deliveries.acknowledged();
    }
    assertThat(crashes).isGreaterThan((long) LIVES * CRASHES / 3);
    assertThat(acknowledged).isGreaterThan(LIVES * 10L);
  }

  /** Checks what is there, and goes on until the disk stops or there is nothing more to do. */
  private static void run(Path directory, CrashDisk disk, Deliveries deliveries, int stopAfter)
      throws IOException {
    try (Ledger ledger = open(directory, disk, deliveries)) {
      assertThat(ledger.recovery().dropped()).as(directory.toString()).isEmpty();
      deliveries.check(ledger);
      if (stopAfter >= 0) {
        deliveries.deliverAgain(ledger);
        deliveries.check(ledger);
        disk.stopAfter(stopAfter);
      }
      for (int step = 0; step < 100 && !disk.isStopped(); step++) {
        deliveries.step(ledger);
      }
    } catch (IOException stopped) {
      if (!disk.isStopped()) {
        throw stopped;
      }
    }
    deliveries.forgetOutcomes();
  }

  private static Ledger open(Path directory, CrashDisk disk, Deliveries deliveries)
      throws IOException {
    Journal journal = disk.open(OPTIONS);
    return Ledger.open(
        directory, journal, CLOCK, deliveries::goesOn, InterruptedSettlement.OF_RESERVATION);
  }
}
