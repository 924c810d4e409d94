package io.colophon.distribution;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.ProviderFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The tables of docs/capabilities.md, made from what plug-ins declare. */
final class CapabilityMatrix {
  private static final String YES = "●";
  private static final String NO = " ";

  private final Map<String, List<Capability>> byType = new TreeMap<>();

  CapabilityMatrix(Iterable<? extends ProviderFactory<?>> factories) {
    factories.forEach(factory -> byType.put(factory.type(), factory.capabilities()));
  }

  String markdown() {
    StringBuilder out = new StringBuilder();
    overview(out);
    for (Ability ability : Ability.values()) {
      if (!typesWith(ability).isEmpty()) {
        parameters(ability, out);
      }
    }
    return out.toString();
  }

  private void overview(StringBuilder out) {
    List<Ability> offered =
        Arrays.stream(Ability.values()).filter(ability -> !typesWith(ability).isEmpty()).toList();
    List<String> head = new ArrayList<>(List.of("type"));
    offered.forEach(ability -> head.add(ability.id()));
    List<List<String>> rows = new ArrayList<>();
    byType.forEach(
        (type, capabilities) -> {
          if (!capabilities.isEmpty()) {
            List<String> row = new ArrayList<>(List.of("`" + type + "`"));
            offered.forEach(
                ability -> row.add(find(capabilities, ability).map(c -> YES).orElse(NO)));
            rows.add(row);
          }
        });
    out.append("\n## Abilities\n\n");
    table(head, rows, out);
    String silent =
        byType.entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(entry -> "`" + entry.getKey() + "`")
            .collect(Collectors.joining(", "));
    if (!silent.isEmpty()) {
      out.append("\nDeclared by what stands behind them, not by the type: ")
          .append(silent)
          .append(".\n");
    }
  }

  private void parameters(Ability ability, StringBuilder out) {
    Map<String, Capability> types = typesWith(ability);
    Set<Parameter> taken = EnumSet.noneOf(Parameter.class);
    types.values().forEach(capability -> taken.addAll(capability.parameters()));
    List<String> head =
        new ArrayList<>(List.of("type", "streams", "job", "cancels upstream", "label switch"));
    taken.forEach(parameter -> head.add(parameter.id()));
    List<List<String>> rows = new ArrayList<>();
    types.forEach(
        (type, capability) -> {
          List<String> row =
              new ArrayList<>(
                  List.of(
                      "`" + type + "`",
                      mark(capability.streams()),
                      mark(capability.job()),
                      mark(capability.cancels()),
                      capability.labelKnob().map(knob -> "`" + knob + "`").orElse(NO)));
          taken.forEach(one -> row.add(mark(capability.parameters().contains(one))));
          rows.add(row);
        });
    out.append("\n## ").append(ability.id()).append("\n\n");
    table(head, rows, out);
    String nobody =
        Arrays.stream(Parameter.values())
            .filter(belongsTo(ability))
            .filter(parameter -> !taken.contains(parameter))
            .map(Parameter::id)
            .collect(Collectors.joining(", "));
    if (!nobody.isEmpty()) {
      out.append("\nTaken by none of them: ").append(nobody).append(".\n");
    }
  }

  private static Predicate<Parameter> belongsTo(Ability ability) {
    String family = ability == Ability.EMBEDDING ? "embedding" : ability.modality().id();
    return parameter -> parameter.id().startsWith(family + ".");
  }

  private Map<String, Capability> typesWith(Ability ability) {
    Map<String, Capability> types = new TreeMap<>(Comparator.naturalOrder());
    byType.forEach(
        (type, capabilities) -> find(capabilities, ability).ifPresent(c -> types.put(type, c)));
    return types;
  }

  private static Optional<Capability> find(List<Capability> capabilities, Ability ability) {
    return capabilities.stream().filter(one -> one.ability() == ability).findFirst();
  }

  private static String mark(boolean yes) {
    return yes ? YES : NO;
  }

  private static void table(List<String> head, List<List<String>> rows, StringBuilder out) {
    line(head, out);
    line(Collections.nCopies(head.size(), "---"), out);
    rows.forEach(row -> line(row, out));
  }

  private static void line(List<String> cells, StringBuilder out) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
