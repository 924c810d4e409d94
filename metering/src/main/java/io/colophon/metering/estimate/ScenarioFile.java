package io.colophon.metering.estimate;

import io.colophon.metering.environment.GridZones;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Scenarios in YAML, for instance:
 *
 * <pre>
 * scenario: inference
 * parameters: 175e9
 * visits-per-day: 25e6
 * turns-per-visit: 10
 * tokens-per-turn: 2048
 * utilisation: 0.30
 * server: { pflops: 2, kilowatts: 10 }
 * pue: 1.2      # 1 when absent: IT energy alone
 * zone: CN      # CN when absent
 * notes: [ "what a reader should know" ]
 * </pre>
 *
 * Training has {@code tokens} in place of the three lines after {@code parameters}; or {@code flop}
 * in place of all four, where only the operations are known.
 */
public final class ScenarioFile {
  /** Names of the scenarios that travel in the jar. */
  public static final List<String> BUNDLED =
      List.of(
          "training-as-stated",
          "requirement-as-stated",
          "source-as-printed",
          "instruct-gpt-on-v100");

  private static final List<String> COMMON =
      List.of("scenario", "parameters", "utilisation", "server", "pue", "zone", "notes");

  private final String name;
  private final JsonNode root;
  private final TreeSet<String> known = new TreeSet<>(COMMON);

  private ScenarioFile(String name, JsonNode root) {
    this.name = name;
    this.root = root;
  }

  /**
   * Reads a file, or a bundled scenario where there is no such file but such a name.
   *
   * @throws IllegalArgumentException naming the key, its value and what was expected
   * @throws IOException if the file cannot be read
   */
  public static Scenario read(String fileOrName) throws IOException {
    Path file = Path.of(fileOrName);
    if (!Files.exists(file) && BUNDLED.contains(fileOrName)) {
      return bundled(fileOrName);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(String.valueOf(file.getFileName()), in);
    }
  }

  /** A scenario that travels in the jar; see {@link #BUNDLED}. */
  public static Scenario bundled(String name) throws IOException {
    try (InputStream in = ScenarioFile.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw WrittenValue.wrong("scenario", name, "one of " + BUNDLED, null);
      }
      return parse(name, in);
    }
  }

  static Scenario parse(String name, InputStream in) {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(in);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(name + " is not YAML: " + e.getOriginalMessage(), e);
    }
    return new ScenarioFile(name, root).scenario();
  }

  private Scenario scenario() {
    String kind = root.isObject() && root.has("scenario") ? root.get("scenario").asString() : "";
    if (kind.equals("training")) {
      known.addAll(List.of("tokens", "flop"));
      checkKeys(root, known, "");
      boolean published = root.has("flop");
      if (published && (root.has("parameters") || root.has("tokens"))) {
        throw new IllegalArgumentException(
            at("flop") + " cannot be given with parameters or tokens, which say the same");
      }
      return new TrainingScenario(
          name,
          published
              ? positive("flop")
              : TrainingScenario.flop(positive("parameters"), positive("tokens")),
          published ? "as published" : "6 x parameters x tokens",
          utilisation(),
          server(),
          pue(),
          GridZones.bundled().get(text("zone", "CN")),
          notes());
    }
    if (kind.equals("inference")) {
      known.addAll(List.of("visits-per-day", "turns-per-visit", "tokens-per-turn"));
      checkKeys(root, known, "");
      return new InferenceScenario(
          name,
          positive("parameters"),
          positive("visits-per-day"),
          positive("turns-per-visit"),
          positive("tokens-per-turn"),
          utilisation(),
          server(),
          pue(),
          GridZones.bundled().get(text("zone", "CN")),
          notes());
    }
    throw WrittenValue.wrong(at("scenario"), kind, "training or inference", null);
  }

  private void checkKeys(JsonNode object, TreeSet<String> allowed, String prefix) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!allowed.contains(entry.getKey())) {
        throw new IllegalArgumentException(
            at(prefix + entry.getKey()) + " is not known, expected one of " + allowed);
      }
    }
  }

  private ServerProfile server() {
    JsonNode server = root.get("server");
    if (server == null || !server.isObject()) {
      throw WrittenValue.wrong(
          at("server"), String.valueOf(server), "{ pflops: number, kilowatts: number }", null);
    }
    checkKeys(server, new TreeSet<>(List.of("pflops", "kilowatts")), "server.");
    return new ServerProfile(
        positive("server.pflops", server.get("pflops")),
        positive("server.kilowatts", server.get("kilowatts")));
  }

  private double utilisation() {
    double value = positive("utilisation");
    if (value > 1) {
      throw WrittenValue.wrong(
          at("utilisation"), Double.toString(value), "a share above 0, at most 1", null);
    }
    return value;
  }

  private double pue() {
    double value = root.has("pue") ? positive("pue") : 1;
    if (value < 1) {
      throw WrittenValue.wrong(at("pue"), Double.toString(value), "1 or more", null);
    }
    return value;
  }

  private double positive(String key) {
    return positive(key, root.get(key));
  }

  private double positive(String key, @Nullable JsonNode value) {
    if (value == null || !value.isValueNode()) {
      throw WrittenValue.wrong(at(key), String.valueOf(value), "a number above 0", null);
    }
    return WrittenValue.positive(at(key), value.asString());
  }

  private String text(String key, String absent) {
    JsonNode value = root.get(key);
    return value == null ? absent : value.asString();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    JsonNode node = root.get("notes");
    if (node != null) {
      node.forEach(note -> notes.add(note.asString()));
    }
    return notes;
  }

  private String at(String key) {
    return name + ": " + key;
  }
}
