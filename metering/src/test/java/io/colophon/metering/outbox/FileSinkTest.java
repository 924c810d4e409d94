package io.colophon.metering.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
  @TempDir Path directory;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));

  private FileSink open(long bytes) throws ExportException {
    return FileSink.open(
        new FileSinkSettings(directory.resolve("out"), "billing", bytes, Duration.ofHours(1)),
        clock);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : names()) {
      if (name.endsWith(".jsonl")) {
        lines.addAll(Files.readAllLines(directory.resolve("out").resolve(name)));
      }
    }
    return lines;
  }

  private static List<String> json(List<UsageEvent> events) {
    return events.stream().map(UsageEvent::toJson).toList();
  }

  @Test
  void send_thenClose_finishesTheFile() throws Exception {
    FileSink sink = open(1 << 20);
    sink.send(Events.range(0, 3));
    assertThat(names()).containsExactly("billing-20261122T090000Z-0000000000000000000.jsonl.part");
    sink.send(Events.range(3, 5));
    sink.close();
    assertThat(names()).containsExactly("billing-20261122T090000Z-0000000000000000000.jsonl");
    assertThat(lines()).isEqualTo(json(Events.range(0, 5)));
  }

  @Test
  void send_nothing_leavesNoFile() throws Exception {
    open(10).close();
    assertThat(names()).isEmpty();
  }

  @Test
  void send_muchForOneFile_rotatesAtWholeLines() throws Exception {
    int line = Events.of(0).structured().length + 1;
    FileSink sink = open(line * 2L);
    sink.send(Events.range(0, 7));
    sink.close();
    assertThat(names())
        .containsExactly(
            "billing-20261122T090000Z-0000000000000000000.jsonl",
            "billing-20261122T090000Z-0000000000000000002.jsonl",
            "billing-20261122T090000Z-0000000000000000004.jsonl",
            "billing-20261122T090000Z-0000000000000000006.jsonl");
    assertThat(lines()).isEqualTo(json(Events.range(0, 7)));
  }

  @Test
  void idle_fileIsOld_isFinished() throws Exception {
    FileSink sink = open(1 << 20);
    sink.send(Events.range(0, 1));
    clock.advance(Duration.ofMinutes(59));
    sink.idle();
    assertThat(names()).allMatch(name -> name.endsWith(".part"));
    clock.advance(Duration.ofMinutes(1));
    sink.idle();
    assertThat(names()).containsExactly("billing-20261122T090000Z-0000000000000000000.jsonl");
    sink.send(Events.range(1, 2));
    sink.close();
    assertThat(names()).hasSize(2);
  }

  @Test
  void open_afterACrash_finishesWhatIsLeftWithoutTheCutLine() throws Exception {
    FileSink dies = open(1 << 20);
    dies.send(Events.range(0, 2));
    Path part = directory.resolve("out").resolve(names().get(0));
    Files.writeString(part, "{\"specversion\":\"1.0\",\"id\":\"u2", StandardOpenOption.APPEND);
    Path empty = directory.resolve("out/billing-20261122T080000Z-0000000000000000000.jsonl.part");
    Files.writeString(empty, "{\"cut\":");
    Path other = directory.resolve("out/billing-eu-20261122T080000Z-1.jsonl.part");
    Files.writeString(other, "another exporter's\n");

    FileSink sink = open(1 << 20);
    sink.send(Events.range(0, 3)); // the place was not kept: everything again
    sink.close();

    assertThat(names())
        .containsExactly(
            "billing-20261122T090000Z-0000000000000000000-1.jsonl",
            "billing-20261122T090000Z-0000000000000000000.jsonl",
            "billing-eu-20261122T080000Z-1.jsonl.part");
    assertThat(lines())
        .containsExactlyInAnyOrderElementsOf(
            json(Stream.concat(Events.range(0, 2).stream(), Events.range(0, 3).stream()).toList()));
    assertThat(Receiver.latest(lines())).containsOnlyKeys("u0", "u1", "u2");
  }

  @Test
  void send_fileGotLonger_isCutBackFirst() throws Exception {
    FileSink sink = open(1 << 20);
    sink.send(Events.range(0, 1));
    // What a write that failed half way leaves.
    Files.writeString(
        directory.resolve("out").resolve(names().get(0)), "{\"half\"", StandardOpenOption.APPEND);
    sink.send(Events.range(1, 2));
    sink.close();
    assertThat(lines()).isEqualTo(json(Events.range(0, 2)));
  }

  @Test
  void open_directoryIsAFile_isTriedAgain() throws Exception {
    Files.writeString(directory.resolve("out"), "in the way");
    ExportException failure = catchThrowableOfType(ExportException.class, () -> open(10));
    assertThat(failure.kind()).isEqualTo(ExportException.Kind.AGAIN);
    assertThat(failure).hasMessageContaining("cannot write to " + directory.resolve("out"));
  }
}
