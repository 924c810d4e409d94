package io.colophon.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.testkit.Gate;
import io.colophon.provider.testkit.Script;
import io.colophon.provider.testkit.UpstreamCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A caller goes after a target was chosen and before its stream has begun, where answers are read
 * on: what was not sent is not sent any more, and only what was sent is read on.
 */
class LeavingBeforeTheStreamTest {
  private static final int MOST_LOOKS = 200;
  private static final String CONFIG =
      """
      server: { abandoned: { max-streams: 4, max-bytes: 1MiB, max-time: 1h } }
      providers:
        first: { type: scripted, on-abort: drain, concurrency: { most: 1 } }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: first, model: a } ]
          retry: { attempts: 0 }
      """;

  @TempDir Path folder;
  private HandTurned gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new HandTurned(folder, CONFIG, () -> 0L);
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  /** Streams that the upstream was asked for, which is when it begins to work. */
  private int begun() {
    return (int) gateway.upstream("first").calls().stream().filter(UpstreamCall::started).count();
  }

  /** Takes the only place until the gate is open; who comes then waits for its turn. */
  private Asked holder(Gate gate) {
    gateway.upstream("first").then(Script.start().accept().hang(gate).text("held").finish());
    return gateway.ask(Duration.ofHours(1), "other", Map.of(), HandTurned.text("?"));
  }

  @Test
  void cancel_atAnyMomentOfItsTurn_onlyWhatWasSentBeforeIsReadOn() throws IOException {
    gateway.upstream("first").otherwise(request -> Script.saying("one two"));
    Map<Integer, List<String>> bySent = new TreeMap<>();
    for (int look = 1; ; look++) {
      assertThat(look).isLessThan(MOST_LOOKS);
      int timers = gateway.timers.pending();
      Gate goesOn = new Gate();
      Asked holder = holder(goesOn);
      int before = begun();
      AtomicInteger sent = new AtomicInteger();
      Asked asked = gateway.ask();
      gateway.looks.interrupt(
          look,
          () -> {
            sent.set(begun() - before);
            asked.generation().cancel();
          });
      goesOn.open();
      boolean whole = gateway.looks.takeBack() != null;
      boolean good = asked.awaitGoodEnd();
      holder.receipt();
      gateway.advance(Duration.ofSeconds(1));

      String where = "at look " + look + ": " + asked.attempts();
      assertThat(gateway.leftOver()).as(where).isEmpty();
      assertThat(gateway.timers.pending()).as(where).isEqualTo(timers);
      if (whole) {
        assertThat(good).as(where).isTrue();
        break;
      }
      assertThat(begun() - before).as(where).isEqualTo(sent.get());
      assertThat(gateway.upstream("first").underWay()).as(where).isZero();
      bySent.computeIfAbsent(sent.get(), sends -> new ArrayList<>()).addAll(asked.attempts());
    }
    assertThat(bySent.get(0)).contains("first/a cancelled").doesNotContain("first/a drained");
    assertThat(bySent.get(1)).contains("first/a drained");
  }

  @Test
  void cancel_whileItsStreamIsMade_streamIsCancelledBeforeItWorksAndNothingIsOwed()
      throws IOException {
    Gate goesOn = new Gate();
    Asked holder = holder(goesOn);
    Asked asked = gateway.ask();
    gateway
        .upstream("first")
        .otherwise(
            request -> {
              asked.generation().cancel();
              return Script.saying("one two");
            });

    goesOn.open();
    asked.end();
    holder.receipt();

    assertThat(asked.attempts()).containsExactly("first/a cancelled");
    assertThat(asked.generation().use().orElseThrow().isAnswered()).isFalse();
    assertThat(gateway.upstream("first").calls().get(1).cancelled()).isTrue();
    assertThat(gateway.leftOver()).isEmpty();
    assertThat(gateway.entries())
        .filteredOn(entry -> entry.usageId().equals("g2"))
        .singleElement()
        .extracting(SettledEntry::endState)
        .isEqualTo(EndState.CANCELLED_BEFORE_OUTPUT);
  }
}
