package io.colophon.provider.declarative;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a vendor was heard to answer: {@code recording.yaml} in a folder, with bodies in files
 * beside it. {@code {base}} in a text body stands for the address of the double.
 */
final class Recording {
  private static final int MOST_BODY_BYTES = 64 * 1024 * 1024;

  private record Said(int status, Map<String, String> headers, byte[] body, boolean text) {}

  private final List<OfferedModel> models = new ArrayList<>();
  private final Map<String, List<Said>> answers = new LinkedHashMap<>();

  private Recording() {}

  /**
   * Reads a folder.
   *
   * @throws IllegalArgumentException if it holds no recording that can be understood
   */
  static Recording read(Path folder) {
    Recording recording = new Recording();
    Path file = folder.resolve("recording.yaml");
    try {
      Section section = new Section(YamlFile.read(file.toString(), Files.readString(file)));
      section.map("models").forEach((name, node) -> recording.models.add(model(name, node)));
      for (Node node : section.list("answers")) {
        recording.add(folder, Section.of(node));
      }
      section.end();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "recording " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
    if (recording.answers.isEmpty() || recording.models.isEmpty()) {
      throw new IllegalArgumentException(file + " needs \"models\" and \"answers\"");
    }
    return recording;
  }

  static OfferedModel model(String name, Node node) {
    List<Node> words = node instanceof Node.Sequence list ? list.items() : List.of(node);
    return new OfferedModel(
        name,
        words.stream().map(word -> Section.word(word, Ability.class)).toList(),
        Optional.empty());
  }

  private void add(Path folder, Section section) throws IOException {
    String at = section.findText("method").orElse("POST") + " " + section.text("path");
    Optional<String> bodyFile = section.findText("body-file");
    byte[] body;
    if (bodyFile.isPresent()) {
      Path path = folder.resolve(bodyFile.get()).normalize();
      if (!path.startsWith(folder.normalize()) || Files.size(path) > MOST_BODY_BYTES) {
        throw new AdapterException(
            section.get("body-file"), "expected a file of at most 64 MiB in the folder");
      }
      body = Files.readAllBytes(path);
    } else {
      body = section.findText("body").orElse("").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
    answers
        .computeIfAbsent(at, key -> new ArrayList<>())
        .add(
            new Said(
                section.number("status").orElse(200.0).intValue(),
                section.textMap("headers"),
                body,
                bodyFile.isEmpty()));
    section.end();
  }

  List<OfferedModel> models() {
    return models;
  }

  /** Has a double say it: answers of one place in turn, the last of them again and again. */
  void teach(HttpDouble vendor) {
    answers.forEach(
        (at, all) -> {
          AtomicInteger next = new AtomicInteger();
          String[] place = at.split(" ", 2);
          vendor.on(
              place[0],
              place[1],
              request -> answer(all.get(Math.min(next.getAndIncrement(), all.size() - 1)), vendor));
        });
  }

  private static Answer answer(Said said, HttpDouble vendor) {
    Answer answer = Answer.of(said.status);
    said.headers.forEach((name, value) -> answer.header(name, value));
    if (!said.text) {
      return answer.write(said.body);
    }
    String text = new String(said.body, java.nio.charset.StandardCharsets.UTF_8);
    return answer.write(text.replace("{base}", vendor.uri("").toString()));
  }
}
