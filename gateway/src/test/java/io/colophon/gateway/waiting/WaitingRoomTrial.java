package io.colophon.gateway.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.AdmittedGenerations;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.RoutePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A room before two targets with one place each, for one test. */
abstract class WaitingRoomTrial {
  static final long SECOND = 1_000_000_000L;
  static final String CONFIG =
      """
      server: { waiting: { most: 8, per-client: 4 } }
      providers:
        one: { type: scripted, concurrency: { most: 1 } }
        two: { type: scripted, concurrency: { most: 1 } }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: one, model: a }, { provider: two, model: a } ]
      tenants:
        heavy: {}
        light: {}
        double: { weight: 2 }
        nightly: { priority: batch }
        alarm: { priority: critical }
      """;
  @TempDir Path folder;
  AdmittedGenerations generations;
  final List<String> order = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    generations = new AdmittedGenerations(folder, CONFIG);
  }

  @AfterEach
  void close() {
    generations.close();
  }

  /** What came of a wait. */
  final class Told implements Turn {
    final String name;
    final Generation generation;
    @Nullable Place place;
    @Nullable Refusal refusal;
    Wait wait = Wait.OVER;

    Told(String name, Generation generation) {
      this.name = name;
      this.generation = generation;
    }

    @Override
    public void yours(Place given) {
      assertThat(place).isNull();
      assertThat(refusal).isNull();
      place = given;
      order.add(name);
    }

    @Override
    public void refused(Refusal why) {
      assertThat(place).isNull();
      assertThat(refusal).isNull();
      refusal = why;
    }

    boolean waits() {
      return place == null && refusal == null;
    }

    Place place() {
      return Objects.requireNonNull(place, "no turn came");
    }

    Refusal refusal() {
      return Objects.requireNonNull(refusal, "no refusal came");
    }

    /** The attempt puts something out and ends. */
    void end() {
      place().firstOutput(1, 1);
      place().free();
    }

    Reason reason() {
      return refusal().reason();
    }
  }

  Told enter(String tenant) {
    return enter(tenant, 3600 * SECOND, Map.of());
  }

  Told enter(String tenant, long patienceNanos, Map<String, String> metadata) {
    Generation generation = generations.make(tenant, patienceNanos, metadata);
    Told told = new Told(tenant, generation);
    told.wait = generations.room().enter(generation, generation.plan().orElseThrow(), told);
    return told;
  }

  int taken() {
    return generations.room().room("one/a").taken() + generations.room().room("two/a").taken();
  }

  void rest(RoutePlan plan, int target, int seconds) {
    plan.targets()
        .get(target)
        .target()
        .health()
        .load()
        .begin(1, generations.ticker.nanos())
        .limited(seconds * SECOND, generations.ticker.nanos());
  }
}
