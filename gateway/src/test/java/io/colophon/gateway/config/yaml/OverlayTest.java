package io.colophon.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Nothing;
import io.colophon.gateway.config.yaml.Node.Scalar;
import io.colophon.gateway.config.yaml.Node.Sequence;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private static String join(String upper, String lower) {
    Problems problems = new Problems();
    Mapping above = YamlReader.read("upper", upper, problems).orElseThrow();
    Mapping below = YamlReader.read("lower", lower, problems).orElseThrow();
    assertThat(problems.inOrder()).isEmpty();
    return print(new Overlay(Set.of("routes")).join(above, below));
  }

  private static String print(Node node) {
    if (node instanceof Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .map(e -> e.getKey() + ": " + print(e.getValue().value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node instanceof Sequence sequence) {
      return sequence.items().stream()
          .map(OverlayTest::print)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return node instanceof Scalar scalar ? scalar.text() : node instanceof Nothing ? "~" : "?";
  }

  @Test
  void join_mappings_areJoinedKeyByKey() {
    assertThat(join("{a: {x: 1}, b: 2}", "{a: {x: 9, y: 3}, c: 4}"))
        .isEqualTo("{a: {x: 1, y: 3}, b: 2, c: 4}");
  }

  @Test
  void join_lists_areReplaced() {
    assertThat(join("{limits: [1]}", "{limits: [2, 3]}")).isEqualTo("{limits: [1]}");
    assertThat(join("{limits: []}", "{limits: [2, 3]}")).isEqualTo("{limits: []}");
  }

  @Test
  void join_rules_comeBeforeThoseBelow() {
    assertThat(join("{routes: [1]}", "{routes: [2, 3]}")).isEqualTo("{routes: [1, 2, 3]}");
  }

  @Test
  void join_rulesDeeperInTheTree_areReplaced() {
    assertThat(join("{a: {routes: [1]}}", "{a: {routes: [2]}}")).isEqualTo("{a: {routes: [1]}}");
  }

  @Test
  void join_nothing_leavesWhatIsBelow() {
    assertThat(join("{a: , b: 1}", "{a: {x: 1}}")).isEqualTo("{a: {x: 1}, b: 1}");
  }

  @Test
  void join_otherKind_replaces() {
    assertThat(join("{a: text}", "{a: {x: 1}}")).isEqualTo("{a: text}");
  }
}
