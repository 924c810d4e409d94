package io.colophon.provider.vendors.comfyui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where in a graph the values of a request go. Immutable. */
final class Slots {
  /** Our names. */
  static final Set<String> NAMES =
      Set.of(
          "prompt",
          "negative-prompt",
          "seed",
          "width",
          "height",
          "count",
          "steps",
          "guidance",
          "source",
          "mask",
          "strength",
          "duration",
          "fps",
          "frames",
          "voice",
          "speed",
          "language");

  /** One input of one node. */
  private record Slot(String node, String input) {}

  private final Map<String, List<Slot>> slots = new LinkedHashMap<>();

  /**
   * @param model the graph's name, for messages
   * @throws IllegalArgumentException if a name is none of ours, or a place is not in the graph
   */
  Slots(String model, Map<String, String> inputs, JsonNode graph) {
    inputs.forEach(
        (name, places) -> {
          if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                "model "
                    + model
                    + ": inputs has \""
                    + name
                    + "\", expected one of "
                    + NAMES.stream().sorted().toList());
          }
          List<Slot> found = new ArrayList<>();
          for (String place : places.split(",", -1)) {
            found.add(slot(model, name, place.strip(), graph));
          }
          slots.put(name, found);
        });
  }

  private static Slot slot(String model, String name, String place, JsonNode graph) {
    int point = place.lastIndexOf('.');
    if (point < 1 || point == place.length() - 1) {
      throw new IllegalArgumentException(
          "model " + model + ": inputs." + name + " is \"" + place + "\", expected node.input");
    }
    String node = place.substring(0, point);
    if (!graph.path(node).path("inputs").isObject()) {
      throw new IllegalArgumentException(
          "model "
              + model
              + ": inputs."
              + name
              + " is \""
              + place
              + "\", but the graph has no node "
              + node);
    }
    return new Slot(node, place.substring(point + 1));
  }

  boolean has(String name) {
    return slots.containsKey(name);
  }

  /** Puts a value wherever it goes; false if it has no place. */
  boolean put(ObjectNode graph, String name, JsonNode value) {
    List<Slot> places = slots.get(name);
    if (places == null) {
      return false;
    }
    for (Slot place : places) {
      ((ObjectNode) graph.path(place.node()).path("inputs")).set(place.input(), value);
    }
    return true;
  }
}
