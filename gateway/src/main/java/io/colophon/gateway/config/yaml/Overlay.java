package io.colophon.gateway.config.yaml;

import io.colophon.gateway.config.yaml.Node.Entry;
import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Nothing;
import io.colophon.gateway.config.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays one tree over another: mappings are joined key by key, anything else is replaced. Lists of
 * rules of which the first match is taken are joined too, the upper ones first.
 */
public final class Overlay {
  private final Set<String> rules;

  /**
   * @param rules keys at the top whose lists are joined
   */
  public Overlay(Set<String> rules) {
    this.rules = Set.copyOf(rules);
  }

  /** The keys of {@code upper} in their order, then what only {@code lower} has. */
  public Mapping join(Mapping upper, Mapping lower) {
    return join(upper, lower, true);
  }

  private Mapping join(Mapping upper, Mapping lower, boolean top) {
    Map<String, Entry> entries = new LinkedHashMap<>(upper.entries());
    lower
        .entries()
        .forEach(
            (key, below) ->
                entries.merge(
                    key,
                    below,
                    (above, same) ->
                        new Entry(
                            above.keyPosition(),
                            value(above.value(), below.value(), top && rules.contains(key)))));
    return new Mapping(upper.position(), entries);
  }

  private Node value(Node above, Node below, boolean rule) {
    if (above instanceof Nothing) {
      return below;
    }
    if (above instanceof Mapping upper && below instanceof Mapping lower) {
      return join(upper, lower, false);
    }
    if (rule && above instanceof Sequence first && below instanceof Sequence then) {
      List<Node> items = new ArrayList<>(first.items());
      items.addAll(then.items());
      return new Sequence(first.position(), items);
    }
    return above;
  }
}
