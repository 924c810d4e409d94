package io.colophon.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.benchmarks.simulation.Scenario.Extent;
import io.colophon.benchmarks.simulation.fleet.Fleets;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.fleet.StallKind;
import io.colophon.benchmarks.simulation.gateway.FleetRun;
import io.colophon.benchmarks.simulation.gateway.Foresight;
import io.colophon.benchmarks.simulation.gateway.Outcome;
import io.colophon.benchmarks.simulation.report.Goal;
import io.colophon.benchmarks.simulation.report.Section;
import io.colophon.benchmarks.simulation.traffic.Shape;
import io.colophon.gateway.routing.policy.CapacityP2c;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A small version of each scenario: what never may happen, and which way is better. Virtual time
 * makes them the same on every machine.
 */
class ScenariosTest {
  private static final Extent SMALL = new Extent(1, 4000);

  private static Section run(String name) {
    return Simulate.all().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow()
        .run(SMALL);
  }

  private static List<Goal> goals(Section section, String of, String what) {
    List<Goal> found =
        section.goals().stream()
            .filter(goal -> goal.id().equals(of) && goal.what().contains(what))
            .toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  private static void reached(Section section, String of, String what) {
    assertThat(goals(section, of, what)).allMatch(Goal::reached);
  }

  private static Measured measured(Way way, double load) {
    List<NodeSpec> specs = Fleets.mixed();
    return Measured.of(
        way,
        2,
        seed ->
            new FleetRun(
                    specs, Shape.PLAIN.requests(8000, Fleets.capacity(specs), load, seed), seed)
                .stalls(StallKind.WHAT_STARTS));
  }

  @Test
  void routing_mixedFleet_capacityBeatsLeastOutstandingAndNothingBeatsTheOracle() {
    Way ours = Way.ours("ours", CapacityP2c::new, Fleets.mixed(), 300, Foresight.MEAN, true);
    double capacity = measured(ours, 0.85).latency(0.99).median();
    double least = measured(Way.leastOutstanding(), 0.85).latency(0.99).median();
    double oracle = measured(Way.oracle(), 0.85).latency(0.99).median();

    assertThat(capacity).isLessThan(0.5 * least);
    assertThat(oracle).isLessThan(capacity);
  }

  @Test
  void routing_waysThatKnowNothingOfSize_overloadTheSlow() {
    double capacity = measured(Way.weightedRoundRobin(Fleets.mixed()), 0.6).latency(0.99).median();

    assertThat(measured(Way.roundRobin(), 0.6).latency(0.99).median()).isGreaterThan(4 * capacity);
    assertThat(measured(Way.uniformTwoChoices(), 0.6).latency(0.99).median())
        .isGreaterThan(2 * capacity);
  }

  @Test
  void routing_everyRequest_isAnsweredOnce() {
    Outcome run = measured(Way.leastOutstanding(), 0.6).run(0);

    assertThat(run.latencies()).hasSize(8000);
    assertThat(run.attempts()).isEqualTo(8000);
    assertThat(run.failed()).isZero();
  }

  @Test
  void hedging_attemptsThatHang_staysWithinItsBudget() {
    Section section = run("hedging");

    reached(section, "R3", "extra requests");
    reached(section, "R3", "extra spend");
    assertThat(goals(section, "R3", "hedged over not; Azure conversation 2023, attempts that hang"))
        .allMatch(goal -> Double.parseDouble(goal.figure()) < 0.7);
  }

  @Test
  void carbon_fiveRegions_savesAndNeverLeavesResidency() {
    Section section = run("carbon");

    reached(section, "R4", "outside their residency");
    reached(section, "R4", "CO2e of what least outstanding emits");
    reached(section, "R4", "p99 over least outstanding");
  }

  @Test
  void storms_endpointsThatRefuse_areLeftAloneAndComeBack() {
    reached(run("storms"), "R5", "");
  }

  @Test
  void replicas_leases_neverPassTheLimitWhoeverIsCutOff() {
    reached(run("replicas"), "T4", "tokens over the limit");
  }

  @Test
  void fairness_heavyTenant_doesNotStarveTheLightOne() {
    reached(run("fairness"), "T7", "");
  }

  @Test
  void overload_adaptiveLimit_recovers() {
    reached(run("overload"), "5", "until nobody is refused");
  }

  @Test
  void prefix_conversations_hitAsOftenAsTheOracle() {
    reached(run("prefix"), "R2", "points of hit rate behind the oracle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"storms", "replicas", "fairness", "overload"})
  void run_twice_saysTheSame(String name) {
    assertThat(run(name).markdown()).isEqualTo(run(name).markdown());
  }
}
