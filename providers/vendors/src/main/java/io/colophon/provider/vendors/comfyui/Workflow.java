package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.ModelDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A graph that was read and looked through.
 *
 * @param graph nodes by their ids; not to be changed
 * @param slots where values go
 * @param output the node whose files count; empty: all that are saved
 * @param description the graph as a model
 */
record Workflow(
    ObjectNode graph, Slots slots, Optional<String> output, ModelDescription description) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final long LARGEST_FILE = 16L * 1024 * 1024;

  /**
   * Reads a graph. Blocks, and so happens only at start.
   *
   * @throws IllegalArgumentException if the file is no graph, or does not go with the settings
   */
  static Workflow read(String name, WorkflowConfig config) {
    JsonNode tree;
    try {
      if (Files.size(config.file()) > LARGEST_FILE) {
        throw unusable(name, config, "larger than " + LARGEST_FILE + " bytes");
      }
      tree = MAPPER.readTree(Files.readAllBytes(config.file()));
    } catch (IOException | UncheckedIOException unreadable) {
      throw unusable(name, config, "not readable: " + unreadable.getClass().getSimpleName());
    } catch (JacksonException notJson) {
      throw unusable(name, config, "not JSON");
    }
    if (tree.path("nodes").isArray()) {
      throw unusable(
          name, config, "saved for the editor; expected the API format (\"Export (API)\")");
    }
    if (!(tree instanceof ObjectNode graph) || graph.isEmpty()) {
      throw unusable(name, config, "no graph");
    }
    for (JsonNode node : graph.values()) {
      if (!node.path("class_type").isString()) {
        throw unusable(name, config, "no graph: a node has no class_type");
      }
    }
    Slots slots = new Slots(name, config.inputs(), graph);
    for (Ability ability : config.abilities()) {
      boolean changes = ability == Ability.IMAGE_TO_IMAGE || ability == Ability.IMAGE_TO_VIDEO;
      if (changes && !slots.has("source")) {
        throw new IllegalArgumentException(
            "model " + name + " lists " + ability.id() + ", but its inputs have no source");
      }
    }
    config
        .output()
        .filter(node -> !graph.has(node))
        .ifPresent(
            node -> {
              throw new IllegalArgumentException(
                  "model " + name + ": output is \"" + node + "\", but the graph has no such node");
            });
    return new Workflow(graph, slots, config.output(), describe(name, config));
  }

  private static ModelDescription describe(String name, WorkflowConfig config) {
    if (config.abilities().isEmpty()) {
      throw new IllegalArgumentException("model " + name + " lists no abilities");
    }
    return new ModelDescription(
        name,
        config.abilities().get(0).modality(),
        EnumSet.copyOf(config.abilities()),
        "",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        ModelDescription.Limits.NONE);
  }

  private static IllegalArgumentException unusable(
      String name, WorkflowConfig config, String problem) {
    return new IllegalArgumentException(
        "model " + name + ": file " + config.file() + " is " + problem);
  }
}
