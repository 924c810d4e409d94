package io.colophon.provider.declarative;

import io.colophon.provider.http.Dropped;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the names of an operation stand for in one request, and what the caller is told of it.
 *
 * @param scope for templates
 * @param translations what was left out or changed
 */
record Filling(Scope scope, List<Translation> translations) {

  static Filling of(
      Operation operation,
      GenerationRequest request,
      CallOptions options,
      Map<String, String> settings,
      boolean label) {
    List<Translation> translations =
        Dropped.of(request, operation.parameters(), operation.extensions());
    Map<String, Object> values = new HashMap<>();
    Map<String, Variable<?>> variables = operation.kind().variables();
    for (String name : operation.used()) {
      Variable<?> variable = variables.get(name);
      Optional<Object> value =
          variable == null
              ? other(name, request, options, settings, label)
              : Variable.of(variable, request);
      ValueRule rule = operation.values().get(name);
      if (rule != null) {
        String parameter =
            variable == null ? name : variable.parameter().map(p -> p.id()).orElse(name);
        ValueRule.Taken taken = rule.fit(parameter, value);
        taken.translation().filter(t -> !translations.contains(t)).ifPresent(translations::add);
        value = taken.value();
      }
      value
          .or(() -> Optional.ofNullable(settings.get(name)))
          .ifPresent(found -> values.put(name, found));
    }
    return new Filling(name -> Optional.ofNullable(values.get(name)), translations);
  }

  private static Optional<Object> other(
      String name,
      GenerationRequest request,
      CallOptions options,
      Map<String, String> settings,
      boolean label) {
    if (name.startsWith("setting.")) {
      return Optional.ofNullable(settings.get(name.substring("setting.".length())));
    }
    if (name.startsWith("extension.")) {
      return Optional.ofNullable(
          request.prompt().extensions().get(name.substring("extension.".length())));
    }
    return switch (name) {
      case "label" -> Optional.of(label && options.vendorLabel());
      case "generation-id" ->
          options.generationId().isEmpty() ? Optional.empty() : Optional.of(options.generationId());
      case "callback" -> options.callback().map(URI::toString);
      default -> Optional.empty(); // the job's handle, which is known later
    };
  }
}
