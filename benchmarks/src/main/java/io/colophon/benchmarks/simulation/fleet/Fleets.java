package io.colophon.benchmarks.simulation.fleet;

import io.colophon.metering.environment.GridZones;
import java.util.ArrayList;
import java.util.List;

/** The fleets of the scenarios. */
public final class Fleets {
  private static final double COAL = 531;
  private static final double CLEAN = 247;

  private Fleets() {}

  /**
   * Four generations of accelerators: slots of speeds 1 to 4, nodes of capacities 1 to 25. Watts
   * are the nameplate of one accelerator of each (NVIDIA data sheets); grids are 531 and 247 g/kWh.
   */
  public static List<NodeSpec> mixed() {
    List<NodeSpec> nodes = new ArrayList<>();
    add(nodes, 4, "V100", 8, 12, 300, COAL, "east");
    add(nodes, 4, "A100", 16, 25, 400, COAL, "east");
    add(nodes, 3, "H100", 32, 45, 700, CLEAN, "west");
    add(nodes, 2, "H200", 48, 50, 700, CLEAN, "west");
    return List.copyOf(nodes);
  }

  /** Equal nodes of the A100 class. */
  public static List<NodeSpec> even(int count) {
    List<NodeSpec> nodes = new ArrayList<>();
    add(nodes, count, "A100", 16, 25, 400, COAL, "east");
    return List.copyOf(nodes);
  }

  /** Equal nodes of the H100 class, as vendors' endpoints are. */
  public static List<NodeSpec> evenFast(int count) {
    List<NodeSpec> nodes = new ArrayList<>();
    add(nodes, count, "H100", 32, 45, 700, CLEAN, "west");
    return List.copyOf(nodes);
  }

  /**
   * A V100, an A100 and an H100 in each of five regions, with the factors of the grids that
   * metering knows, in this order: Sweden, France, Germany, USA, India.
   */
  public static List<NodeSpec> fiveRegions() {
    List<NodeSpec> nodes = new ArrayList<>();
    for (String zone : List.of("SWE", "FRA", "DEU", "USA", "IND")) {
      double grams = 1000 * GridZones.bundled().get(zone).gwp();
      nodes.add(new NodeSpec(zone + " V100", 8, 12, 300, grams, zone));
      nodes.add(new NodeSpec(zone + " A100", 16, 25, 400, grams, zone));
      nodes.add(new NodeSpec(zone + " H100", 32, 45, 700, grams, zone));
    }
    return List.copyOf(nodes);
  }

  /** Output tokens per second of all together. */
  public static double capacity(List<NodeSpec> nodes) {
    return nodes.stream().mapToDouble(NodeSpec::capacity).sum();
  }

  private static void add(
      List<NodeSpec> nodes,
      int count,
      String name,
      int slots,
      double speed,
      double watts,
      double grams,
      String region) {
    for (int i = 1; i <= count; i++) {
      nodes.add(new NodeSpec(name + "-" + i, slots, speed, watts, grams, region));
    }
  }
}
