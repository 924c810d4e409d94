package io.colophon.labeling.credentials.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One action as an actions assertion says it, in either version (C2PA 2.2, 18.15).
 *
 * @param name may be empty, which is against the rules
 * @param ingredients addresses of ingredient assertions it refers to
 * @param namesIngredients whether it has a parameter for them at all
 * @param translated whether it names the languages a translation needs
 */
record ActionClaim(
    String name,
    Optional<String> digitalSourceType,
    String when,
    String softwareAgent,
    List<String> ingredients,
    boolean namesIngredients,
    boolean translated) {

  static final String CREATED = "c2pa.created";
  static final String OPENED = "c2pa.opened";

  ActionClaim {
    ingredients = List.copyOf(ingredients);
  }

  /** Whether it says how the content came to be here. */
  boolean isFirst() {
    return name.equals(CREATED) || name.equals(OPENED);
  }

  /** As it stands in a report. */
  ManifestReport.Action report() {
    return new ManifestReport.Action(name, digitalSourceType.orElse(""), when, softwareAgent);
  }

  /** Every action of an assertion. */
  static List<ActionClaim> list(Assertion assertion) throws StoreException {
    CborMap says =
        assertion
            .cbor()
            .orElseThrow(
                () ->
                    new StoreException(
                        StatusCodes.ACTION_MALFORMED, assertion.label() + " is not CBOR"));
    List<ActionClaim> actions = new ArrayList<>();
    try {
      for (Cbor action : says.items("actions")) {
        actions.add(of(action.map("action"), says));
      }
    } catch (CborException e) {
      throw e.as(StatusCodes.ACTION_MALFORMED);
    }
    return actions;
  }

  private static ActionClaim of(CborMap action, CborMap all) throws CborException {
    Optional<CborMap> parameters = action.map("parameters");
    List<String> ingredients = new ArrayList<>();
    boolean names = false;
    boolean translated = false;
    if (parameters.isPresent()) {
      CborMap says = parameters.get();
      names = says.get("ingredient", "ingredients").isPresent();
      Optional<HashedUri> one = HashedUri.in(says, "ingredient");
      one.ifPresent(uri -> ingredients.add(uri.url()));
      for (HashedUri uri : HashedUri.list(says, "ingredients")) {
        ingredients.add(uri.url());
      }
      translated =
          says.text("sourceLanguage").filter(s -> !s.isEmpty()).isPresent()
              && says.text("targetLanguage").filter(s -> !s.isEmpty()).isPresent();
    }
    return new ActionClaim(
        action.text("action").orElse(""),
        action.text("digitalSourceType"),
        when(action.get("when")),
        agent(action, all),
        ingredients,
        names,
        translated);
  }

  private static String when(Optional<Cbor> written) throws CborException {
    if (written.isEmpty()) {
      return "";
    }
    Cbor value = written.get() instanceof Cbor.Tagged tagged ? tagged.value() : written.get();
    return value.text("when");
  }

  private static String agent(CborMap action, CborMap all) throws CborException {
    Optional<Cbor> agent = action.get("softwareAgent");
    if (agent.isEmpty() && action.whole("softwareAgentIndex").isPresent()) {
      long index = action.whole("softwareAgentIndex").getAsLong();
      List<Cbor> agents = all.items("softwareAgents");
      if (index >= 0 && index < agents.size()) {
        agent = Optional.of(agents.get((int) index));
      }
    }
    if (agent.isEmpty()) {
      return "";
    }
    if (agent.get() instanceof Cbor.Text text) {
      return text.value();
    }
    CborMap map = agent.get().map("softwareAgent");
    return map.text("name").orElse("")
        + map.text("version").map(version -> " " + version).orElse("");
  }
}
