package io.colophon.gateway.config.yaml;

import io.colophon.gateway.config.yaml.Node.Entry;
import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Scalar;
import io.colophon.gateway.config.yaml.Node.Sequence;
import io.colophon.gateway.config.yaml.Node.Unresolved;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the values of <code>${env:NAME}</code> and <code>${file:PATH}</code> in their places and
 * marks what holds one as secret. <code>$${</code> stands for <code>${</code> itself. Keys are left
 * as they are, and what comes from outside is not looked through again.
 */
public final class Interpolation {
  /** Most bytes of a file that a value comes from. */
  public static final int MAX_FILE_BYTES = 64 * 1024;

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{(?:([^}:]*):)?([^}]*)(}?)");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

  private final Map<String, String> environment;
  private final Path folder;
  private final Problems problems;

  /**
   * @param environment what variables are looked up in
   * @param folder what relative paths are relative to
   */
  public Interpolation(Map<String, String> environment, Path folder, Problems problems) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.problems = problems;
  }

  /** The tree with every reference replaced; one that cannot be is told and left as it is. */
  public Mapping apply(Mapping top) {
    return mapping(top, "");
  }

  private Mapping mapping(Mapping mapping, String path) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) ->
                entries.put(
                    key,
                    new Entry(entry.keyPosition(), node(entry.value(), KeyPath.child(path, key)))));
    return new Mapping(mapping.position(), entries);
  }

  private Node node(Node node, String path) {
    if (node instanceof Mapping mapping) {
      return mapping(mapping, path);
    }
    if (node instanceof Sequence sequence) {
      List<Node> items = new ArrayList<>();
      for (int i = 0; i < sequence.items().size(); i++) {
        items.add(node(sequence.items().get(i), KeyPath.item(path, i)));
      }
      return new Sequence(sequence.position(), items);
    }
    if (node instanceof Scalar scalar && scalar.text().contains("${")) {
      return replaced(scalar, path);
    }
    return node;
  }

  private Node replaced(Scalar scalar, String path) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(scalar.text());
    boolean secret = scalar.secret();
    int end = 0;
    while (matcher.find()) {
      text.append(scalar.text(), end, matcher.start());
      end = matcher.end();
      if (matcher.group().equals("$${")) {
        text.append("${");
        continue;
      }
      Optional<String> value = value(matcher, scalar.position(), path);
      if (value.isEmpty()) {
        return new Unresolved(scalar.position());
      }
      text.append(value.get());
      secret = true;
    }
    text.append(scalar.text(), end, scalar.text().length());
    return new Scalar(scalar.position(), text.toString(), secret);
  }

  private Optional<String> value(Matcher reference, Position at, String path) {
    String source = reference.group(1);
    String name = reference.group(2);
    boolean closed = !reference.group(3).isEmpty();
    if (closed && "env".equals(source) && VARIABLE.matcher(name).matches()) {
      return variable(name, at, path);
    }
    if (closed && "file".equals(source) && !name.isBlank()) {
      return content(name, at, path);
    }
    problems.add(
        at,
        path,
        "has a reference that cannot be read, expected ${env:NAME} or ${file:PATH}, and $${ for"
            + " the characters ${");
    return Optional.empty();
  }

  private Optional<String> variable(String name, Position at, String path) {
    String value = environment.get(name);
    if (value == null) {
      problems.add(at, path, "environment variable " + name + " is not set");
    }
    return Optional.ofNullable(value);
  }

  /** The content without the line ends at its end, which editors put there. */
  private Optional<String> content(String name, Position at, String path) {
    try (InputStream in = Files.newInputStream(folder.resolve(Path.of(name)))) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length <= MAX_FILE_BYTES) {
        return Optional.of(
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString()
                .replaceFirst("[\r\n]+$", ""));
      }
      problems.add(at, path, "file " + name + " is larger than " + MAX_FILE_BYTES + " bytes");
    } catch (CharacterCodingException notText) {
      problems.add(at, path, "file " + name + " is not UTF-8 text");
    } catch (IOException | InvalidPathException unreadable) {
      problems.add(at, path, "file " + name + " cannot be read: " + FileProblem.of(unreadable));
    }
    return Optional.empty();
  }
}
