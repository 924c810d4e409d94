package io.colophon.metering.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.outbox.ExporterStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportersTest {
  @TempDir Path directory;
  private final EntryList ledger = new EntryList();

  private void settle(int count) {
    IntStream.range(0, count)
        .forEach(i -> ledger.settled("u" + ledger.size(), i % 2 == 0 ? "acme" : "beta"));
  }

  @Test
  void apply_fromBeginning_sendsAllInOrderAndKeepsThePlace() throws Exception {
    settle(25);
    ListSink sink = new ListSink();
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      rig.awaitAll("one");
      settle(1);
      ExporterStatus status = rig.await("one", s -> s.sent() == 26);
      assertThat(status.state()).isEqualTo(State.RUNNING);
    }
    assertThat(sink.ids())
        .isEqualTo(IntStream.range(0, 26).mapToObj(i -> "u" + 2 * i + ".0").toList());
    assertThat(sink.batches).allMatch(size -> size <= 10);
    assertThat(new ExportPlaces(directory).read("one")).isEqualTo(OptionalLong.of(52));
  }

  @Test
  void apply_fromNow_leavesOutWhatWasThereAndStaysSoAfterARestart() throws Exception {
    settle(3);
    ListSink sink = new ListSink();
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", "x", true, 10, tenant -> true, () -> sink));
    }
    ledger.settled("late", "acme"); // while nobody runs
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", "x", true, 10, tenant -> true, () -> sink));
      rig.awaitAll("one");
    }
    assertThat(sink.ids()).containsExactly("late.0");
  }

  @Test
  void apply_filter_sendsOneTenantAndPassesTheOthers() throws Exception {
    settle(6);
    ListSink sink = new ListSink();
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", "x", false, 10, "beta"::equals, () -> sink));
      assertThat(rig.awaitAll("one").sent()).isEqualTo(3);
    }
    assertThat(sink.taken).allMatch(event -> event.subject().equals("beta"));
  }

  @Test
  void send_killedBetweenSendAndPlace_repeatsUnderTheSameIds() throws Exception {
    settle(5);
    ListSink first = new ListSink();
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> first));
      rig.awaitAll("one");
    }
    // As if the process had died after the sink took the batch and before the place was kept.
    new ExportPlaces(directory).write("one", 4);
    ListSink second = new ListSink();
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> second));
      rig.awaitAll("one");
    }
    assertThat(second.ids()).containsExactly("u4.0", "u6.0", "u8.0");
    assertThat(first.taken).containsAll(second.taken); // same ids, same bytes
  }

  @Test
  void send_corrections_highestRevisionWinsWhateverIsRepeated() throws Exception {
    SettledEntry entry = ledger.settled("u0", "acme");
    ledger.corrected(entry, 1);
    ledger.corrected(entry, 2);
    AtomicInteger calls = new AtomicInteger();
    ListSink sink =
        new ListSink(
            events -> {
              if (calls.incrementAndGet() == 1) { // takes some, and its answer is lost
                throw ExportException.again("cut").after(1);
              }
            },
            s -> {});
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      rig.awaitAll("one");
    }
    new ExportPlaces(directory).write("one", 0);
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      rig.awaitAll("one");
    }
    assertThat(sink.ids()).containsExactly("u0.0", "u0.1", "u0.2", "u0.0", "u0.1", "u0.2");
    assertThat(Receiver.latest(sink.taken.stream().map(UsageEvent::toJson).toList()))
        .containsOnlyKeys("u0")
        .hasEntrySatisfying("u0", data -> assertThat(data.path("revision").asInt()).isEqualTo(2));
  }

  @Test
  void send_sinkDownThenUp_losesNothingAndWaitsLongerEachTime() throws Exception {
    settle(3);
    AtomicInteger left = new AtomicInteger(9);
    ListSink sink =
        new ListSink(
            events -> {
              if (left.getAndDecrement() > 0) {
                throw ExportException.again("it is down");
              }
            },
            s -> {});
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      ExporterStatus status = rig.awaitAll("one");
      assertThat(status.state()).isEqualTo(State.RUNNING);
      assertThat(status.problem()).isNull();
      long[] most = {500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000};
      assertThat(rig.rest.asked).hasSize(9);
      for (int i = 0; i < 9; i++) {
        assertThat(rig.rest.asked.get(i))
            .isBetween(Duration.ofMillis(most[i] / 2), Duration.ofMillis(most[i]));
      }
    }
    assertThat(sink.ids()).containsExactly("u0.0", "u2.0", "u4.0");
  }

  @Test
  void send_receiverAsksToWait_isObeyed() throws Exception {
    settle(1);
    AtomicBoolean asked = new AtomicBoolean();
    ListSink sink =
        new ListSink(
            events -> {
              if (asked.compareAndSet(false, true)) {
                throw ExportException.again("429", Duration.ofSeconds(120));
              }
            },
            s -> {});
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      rig.awaitAll("one");
      assertThat(rig.rest.asked).containsExactly(Duration.ofSeconds(120));
    }
  }

  @Test
  void send_refusedForGood_stopsThatExporterAloneAndKeepsItsPlace() throws Exception {
    settle(4);
    ListSink good = new ListSink();
    AtomicBoolean refuse = new AtomicBoolean(true);
    ListSink bad =
        new ListSink(
            events -> {
              if (refuse.get()) {
                throw ExportException.refused("401");
              }
            },
            s -> {});
    ExporterSpec badSpec = OutboxRig.spec("bad", () -> bad);
    ExporterSpec goodSpec = OutboxRig.spec("good", () -> good);
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(badSpec, goodSpec);
      rig.awaitAll("good");
      ExporterStatus status = rig.await("bad", s -> s.state() == State.STOPPED);
      assertThat(status.problem()).isEqualTo("401");
      assertThat(status.lag()).isEqualTo(8);
      refuse.set(false);
      rig.run(badSpec, goodSpec); // a reload starts it again
      rig.awaitAll("bad");
    }
    assertThat(good.taken).hasSize(4);
    assertThat(bad.ids()).containsExactly("u0.0", "u2.0", "u4.0", "u6.0");
  }

  @Test
  void send_oneEventRefused_isNotedAndTheRestGoes() throws Exception {
    settle(4);
    ListSink sink =
        new ListSink(
            events -> {
              for (int i = 0; i < events.size(); i++) {
                if (events.get(i).id().equals("u2.0")) {
                  throw ExportException.eventRefused("too large").after(i);
                }
              }
            },
            s -> {});
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      ExporterStatus status = rig.awaitAll("one");
      assertThat(status.refused()).isEqualTo(1);
      assertThat(status.sent()).isEqualTo(3);
    }
    assertThat(sink.ids()).containsExactly("u0.0", "u4.0", "u6.0");
    assertThat(directory.resolve("one.refused.jsonl"))
        .hasContent(
            "{\"at\":\"2026-11-22T09:00:00Z\",\"index\":3,\"id\":\"u2.0\",\"reason\":\"too"
                + " large\"}");
  }

  @Test
  void send_everyEventRefused_stops() throws Exception {
    settle(150);
    ListSink sink =
        new ListSink(
            events -> {
              throw ExportException.eventRefused("not this one");
            },
            s -> {});
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      ExporterStatus status = rig.await("one", s -> s.state() == State.STOPPED);
      assertThat(status.refused()).isEqualTo(100);
    }
  }

  @Test
  void read_ledgerFailsThenRecovers_goesOn() throws Exception {
    settle(3);
    ledger.fail(2, new IOException("the disk says no"));
    ListSink sink = new ListSink();
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      ExporterStatus status = rig.await("one", s -> s.state() == State.RETRYING);
      assertThat(status.problem()).contains("the disk says no");
      ledger.repair(2);
      assertThat(rig.awaitAll("one").state()).isEqualTo(State.RUNNING);
    }
    assertThat(sink.ids()).containsExactly("u0.0", "u2.0", "u4.0");
  }

  @Test
  void read_entriesAreGone_saysSoAndGoesOnBehind() throws Exception {
    settle(3);
    ledger.lose(3);
    ListSink sink = new ListSink();
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      rig.awaitAll("one");
    }
    assertThat(sink.ids()).containsExactly("u2.0", "u4.0");
  }

  @Test
  void apply_changedAndRemovedAndBack_goesOnWhereItWas() throws Exception {
    settle(2);
    ListSink first = new ListSink();
    ListSink second = new ListSink();
    ListSink third = new ListSink();
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", "a", false, 10, t -> true, () -> first));
      rig.awaitAll("one");
      settle(1);
      rig.run(OutboxRig.spec("one", "b", false, 10, t -> true, () -> second));
      rig.awaitAll("one");
      rig.run();
      assertThat(rig.exporters.status()).isEmpty();
      settle(1);
      rig.run(OutboxRig.spec("one", "c", false, 10, t -> true, () -> third));
      rig.awaitAll("one");
    }
    assertThat(Stream.of(first, second, third).flatMap(sink -> sink.ids().stream()))
        .containsExactly("u0.0", "u2.0", "u4.0", "u6.0");
  }

  @Test
  void apply_same_leavesItAlone() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    settle(1);
    ListSink sink = new ListSink(events -> {}, s -> closed.countDown());
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      rig.awaitAll("one");
      rig.run(OutboxRig.spec("one", () -> sink));
      assertThat(closed.getCount()).isEqualTo(1);
    }
    assertThat(closed.getCount()).isZero();
    assertThatThrownBy(
            () ->
                new OutboxRig(ledger, directory)
                    .run(OutboxRig.spec("one", () -> sink), OutboxRig.spec("one", () -> sink)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two exporters are named 'one'");
  }

  @Test
  void apply_placeBeyondTheLedger_stopsInsteadOfSkipping() throws Exception {
    settle(1);
    new ExportPlaces(directory).write("one", 99);
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", ListSink::new));
      ExporterStatus status = rig.await("one", s -> s.state() == State.STOPPED);
      assertThat(status.problem()).contains("the place 99 is beyond the end of the ledger, 2");
    }
  }

  @Test
  void apply_placeIsGarbage_stopsInsteadOfBeginningAnew() throws Exception {
    settle(1);
    Files.writeString(directory.resolve("one.place"), "colophon-export-place 1 x\n");
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", ListSink::new));
      assertThat(rig.await("one", s -> s.state() == State.STOPPED).problem())
          .contains("one.place holds 26 characters");
    }
    assertThat(directory.resolve("one.place")).hasContent("colophon-export-place 1 x");
  }

  @Test
  void close_sinkHangs_isInterruptedAfterThePatience() throws Exception {
    settle(1);
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    ListSink sink =
        new ListSink(
            events -> {
              sending.countDown();
              never.await();
            },
            s -> closed.countDown());
    OutboxRig rig = new OutboxRig(ledger, directory);
    rig.run(OutboxRig.spec("one", () -> sink));
    assertThat(sending.await(60, TimeUnit.SECONDS)).isTrue();
    rig.exporters.close(Duration.ZERO);
    assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(new ExportPlaces(directory).read("one")).isEqualTo(OptionalLong.of(0));
  }

  @Test
  void close_workLeft_isSentFirst() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    settle(30);
    ListSink sink =
        new ListSink(
            events -> {
              sending.countDown();
              goOn.await();
            },
            s -> {});
    OutboxRig rig = new OutboxRig(ledger, directory);
    rig.run(OutboxRig.spec("one", () -> sink));
    assertThat(sending.await(60, TimeUnit.SECONDS)).isTrue();
    Thread closing = new Thread(() -> rig.exporters.close(Duration.ofSeconds(60)));
    closing.start();
    goOn.countDown();
    closing.join();
    assertThat(sink.taken).hasSize(30);
    assertThat(rig.status("one").state()).isEqualTo(State.ENDED);
  }

  @Test
  void status_whileTrying_saysHowFarBehind() throws Exception {
    settle(5);
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ListSink sink =
        new ListSink(
            events -> {
              sending.countDown();
              goOn.await();
            },
            s -> {});
    try (OutboxRig rig = new OutboxRig(ledger, directory)) {
      rig.run(OutboxRig.spec("one", () -> sink));
      assertThat(sending.await(60, TimeUnit.SECONDS)).isTrue();
      ExporterStatus status = rig.status("one");
      assertThat(status.lag()).isEqualTo(10);
      assertThat(status.oldest()).isEqualTo("2026-11-22T08:00:01.623456789Z");
      goOn.countDown();
      rig.awaitAll("one");
    }
    assertThat(List.of(sink.taken.size())).containsExactly(5);
  }
}
