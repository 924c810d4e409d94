package io.colophon.provider.declarative;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Parameter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an adapter does for some abilities.
 *
 * @param abilities all of one kind of request
 * @param kind which requests
 * @param values what the vendor takes for which value
 * @param parameters what is passed on of a request
 * @param extensions names of extensions that are passed on
 * @param used all names that its templates use
 * @param request the call, or the submission of the job
 * @param answer what comes back in the end
 * @param stream how it comes piece by piece, if it does
 * @param job how it is asked after, if it is a job
 */
record Operation(
    Set<Ability> abilities,
    Variable.Kind kind,
    Map<String, ValueRule> values,
    Set<Parameter> parameters,
    Set<String> extensions,
    Set<String> used,
    RequestRule request,
    AnswerRule answer,
    Optional<StreamRule> stream,
    Optional<JobRule> job) {
  private static final String EXTENSION = "extension.";

  static Operation read(Section section, Set<String> settings) {
    Set<Ability> abilities = new LinkedHashSet<>();
    for (Node node : section.list("abilities")) {
      abilities.add(Section.word(node, Ability.class));
    }
    if (abilities.isEmpty()) {
      throw new AdapterException(section.node(), "key \"abilities\" is missing");
    }
    Set<Variable.Kind> kinds = EnumSet.noneOf(Variable.Kind.class);
    abilities.forEach(ability -> kinds.add(kind(ability)));
    if (kinds.size() > 1) {
      throw new AdapterException(
          section.get("abilities"), "abilities of different kinds need operations of their own");
    }
    Variable.Kind kind = kinds.iterator().next();
    Map<String, Variable<?>> variables = kind.variables();

    Set<String> used = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>(variables.keySet());
    names.addAll(Set.of("extension.*", "generation-id", "callback", "label"));
    settings.forEach(one -> names.add("setting." + one));
    Template.Reader templates = new Template.Reader(names, (name, node) -> used.add(name));
    Set<String> later = new LinkedHashSet<>(names);
    later.add("job");
    Template.Reader jobTemplates = new Template.Reader(later, (name, node) -> used.add(name));

    RequestRule request = RequestRule.read(Section.of(section.get("request")), templates);
    Optional<StreamRule> stream =
        section.section("stream").map(one -> StreamRule.read(one, templates));
    Optional<JobRule> job = section.section("job").map(one -> JobRule.read(one, jobTemplates));
    AnswerRule answer = AnswerRule.read(Section.of(section.get("answer")));
    if (stream.isPresent() && (job.isPresent() || request.json().isEmpty())) {
      throw new AdapterException(
          section.get("stream"), "a stream needs a request with json, and is no job");
    }
    Map<String, ValueRule> values = values(section, used);
    section.end();

    Set<Parameter> parameters = EnumSet.noneOf(Parameter.class);
    Set<String> extensions = new LinkedHashSet<>();
    for (String name : used) {
      if (name.startsWith(EXTENSION)) {
        extensions.add(name.substring(EXTENSION.length()));
      } else if (variables.containsKey(name)) {
        variables.get(name).parameter().ifPresent(parameters::add);
      }
    }
    return new Operation(
        abilities, kind, values, parameters, extensions, used, request, answer, stream, job);
  }

  private static Map<String, ValueRule> values(Section section, Set<String> used) {
    Map<String, ValueRule> values = new LinkedHashMap<>();
    section
        .map("values")
        .forEach(
            (name, node) -> {
              if (!used.contains(name)) {
                throw new AdapterException(
                    node, "no template uses {" + name + "}" + Spelling.hint(name, used));
              }
              values.put(name, ValueRule.read(Section.of(node)));
            });
    return values;
  }

  private static Variable.Kind kind(Ability ability) {
    return ability == Ability.EMBEDDING
        ? Variable.Kind.EMBEDDING
        : Variable.Kind.valueOf(ability.modality().name());
  }

  Operation quick() {
    return new Operation(
        abilities,
        kind,
        values,
        parameters,
        extensions,
        used,
        request,
        answer,
        stream,
        job.map(JobRule::quick));
  }

  boolean serves(GenerationRequest request) {
    return kind.fits(request) && abilities.containsAll(request.needs());
  }

  List<Capability> capabilities(Optional<String> label) {
    return abilities.stream()
        .map(
            ability ->
                new Capability(
                    ability,
                    parameters,
                    stream.isPresent() || answer.bytes().isPresent(),
                    job.isPresent(),
                    job.isEmpty() || job.get().cancel().isPresent(),
                    used.contains("label") ? label : Optional.empty()))
        .toList();
  }
}
