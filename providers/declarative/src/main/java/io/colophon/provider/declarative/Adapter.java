package io.colophon.provider.declarative;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A vendor's interface as an adapter file describes it.
 *
 * @param about what it is, which facts could not be verified
 * @param baseUrl the vendor's own host; empty: the operator names it
 * @param auth how calls prove who sends them
 * @param headers sent with every call to the vendor
 * @param failures how the vendor says that something went wrong
 * @param settings what the operator may set, and what is used otherwise; empty text: nothing
 * @param label the vendor's switch for its own label; empty: it has none
 * @param operations what it does
 */
record Adapter(
    String about,
    Optional<URI> baseUrl,
    AuthRule auth,
    Map<String, String> headers,
    FailureRules failures,
    Map<String, String> settings,
    Optional<String> label,
    List<Operation> operations) {

  /**
   * Reads an adapter.
   *
   * @param file its name, for messages
   * @throws IllegalArgumentException naming file, line and column of what cannot be understood
   */
  static Adapter read(String file, String text) {
    Section section = new Section(YamlFile.read(file, text));
    Map<String, String> settings = section.textMap("settings");
    List<Operation> operations = new ArrayList<>();
    Set<Ability> seen = EnumSet.noneOf(Ability.class);
    for (Node node : section.list("operations")) {
      Operation operation = Operation.read(Section.of(node), settings.keySet());
      for (Ability ability : operation.abilities()) {
        if (!seen.add(ability)) {
          throw new AdapterException(node, "ability " + ability.id() + " has two operations");
        }
      }
      operations.add(operation);
    }
    if (operations.isEmpty()) {
      throw new AdapterException(section.node(), "key \"operations\" is missing");
    }
    Adapter adapter =
        new Adapter(
            section.findText("about").orElse(""),
            section.find("base-url").map(Adapter::address),
            section.section("auth").map(AuthRule::read).orElse(AuthRule.NONE),
            new LinkedHashMap<>(section.textMap("headers")),
            section.section("failures").map(FailureRules::read).orElse(FailureRules.NONE),
            settings,
            section.findText("label"),
            operations);
    section.end();
    boolean uses = operations.stream().anyMatch(one -> one.used().contains("label"));
    if (uses != adapter.label.isPresent()) {
      throw new AdapterException(
          section.node(),
          uses
              ? "{label} is used, so \"label\" must name the vendor's switch"
              : "\"label\" names a switch, but no template uses {label}");
    }
    return adapter;
  }

  private static URI address(Node node) {
    try {
      return checked(URI.create(Section.text(node)), "base-url");
    } catch (IllegalArgumentException wrong) {
      throw new AdapterException(node, "expected an http or https address, found " + node.kind());
    }
  }

  static URI checked(URI address, String key) {
    String scheme = address.getScheme();
    if (address.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException(
          key + " is \"" + address + "\", expected an http or https address");
    }
    return address;
  }

  /** The same with jobs that are asked after every few milliseconds, for trials on a recording. */
  Adapter quick() {
    return new Adapter(
        about,
        baseUrl,
        auth,
        headers,
        failures,
        settings,
        label,
        operations.stream().map(Operation::quick).toList());
  }

  List<Capability> capabilities() {
    List<Capability> all = new ArrayList<>();
    operations.forEach(one -> all.addAll(one.capabilities(label)));
    return all;
  }
}
