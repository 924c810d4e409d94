package io.colophon.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GenerationIdsTest {
  private static final long NOW = 1_469_922_850_259L;

  @Test
  void next_ofATime_isAUlid() {
    // 01ARZ3NDEKTSV4RRFFQ69G5FAV is the specification's example: its time is the first ten.
    GenerationIds ids = new GenerationIds(at(new AtomicLong(NOW)), new Random(1));
    assertThat(ids.next()).hasSize(26).startsWith("01ARZ3NDEK").matches("[0-9A-HJKMNP-TV-Z]{26}");
  }

  @Test
  void next_clockStepsBackAnHourAndForthAgain_growsAllTheTime() {
    AtomicLong millis = new AtomicLong(NOW);
    GenerationIds ids = new GenerationIds(at(millis), new Random(7));
    List<String> made = new ArrayList<>();
    Random steps = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      made.add(ids.next());
      switch (steps.nextInt(100)) {
        case 0 -> millis.addAndGet(-3_600_000);
        case 1 -> millis.addAndGet(3_600_000);
        case 2 -> millis.incrementAndGet();
        default -> {
          // the same millisecond
        }
      }
    }
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void next_bitsAtTheirHighest_carryOn() {
    RandomGenerator ones = () -> -1L;
    GenerationIds ids = new GenerationIds(at(new AtomicLong(NOW)), ones);
    String first = ids.next();
    String second = ids.next();
    assertThat(first).isEqualTo("01ARZ3NDEKZZZZZZZZZZZZZZZZ");
    assertThat(second).isGreaterThan(first).startsWith("01ARZ3NDEM0000");
  }

  @Test
  void next_sameMillisecond_doesNotTellTheNextId() {
    GenerationIds ids = new GenerationIds(at(new AtomicLong(NOW)), new Random(5));
    String first = ids.next();
    String second = ids.next();
    assertThat(second.substring(0, 14)).isEqualTo(first.substring(0, 14));
    assertThat(second.substring(18)).isNotEqualTo(first.substring(18));
  }

  private static Clock at(AtomicLong millis) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
      }
    };
  }
}
