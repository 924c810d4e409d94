package io.colophon.labeling.credentials.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what a manifest says was done to the content (C2PA 2.2, 15.10.3.2). Claims of version 1
 * were made under other rules: of them only the number of assertions is checked.
 */
final class ActionRules {
  private static final String ACTIONS = "c2pa.actions";

  private static final Set<String> NEED_COMPONENT = Set.of("c2pa.placed", "c2pa.removed");
  private static final Set<String> MAY_NAME_PARENT = Set.of("c2pa.transcoded", "c2pa.repackaged");
  private static final Set<String> IN_UPDATES =
      Set.of("c2pa.edited.metadata", "c2pa.opened", "c2pa.published", "c2pa.redacted");

  private final Manifest manifest;
  private final Map<String, IngredientClaim> ingredients;
  private final Findings findings;
  private final List<ActionClaim> all = new ArrayList<>();

  /**
   * @param ingredients by the label of their assertion
   */
  ActionRules(Manifest manifest, Map<String, IngredientClaim> ingredients, Findings findings) {
    this.manifest = manifest;
    this.ingredients = ingredients;
    this.findings = findings;
  }

  /** Checks every actions assertion; answers with the actions, in order. */
  List<ActionClaim> check() throws StoreException {
    List<Assertion> assertions = manifest.claimed(ACTIONS);
    boolean old = manifest.claim().version() == 1;
    if (old && assertions.size() > 1) {
      findings.bad(
          StatusCodes.ACTION_MALFORMED,
          manifest.signatureUrl(),
          assertions.size() + " actions assertions, expected 1");
    }
    Map<String, List<ActionClaim>> read = new HashMap<>();
    for (Assertion assertion : assertions) {
      List<ActionClaim> actions = ActionClaim.list(assertion);
      read.put(assertion.label(), actions);
      all.addAll(actions);
    }
    if (!old) {
      Optional<Assertion> first = first(assertions, read);
      if (first.isEmpty() && !manifest.update()) {
        malformed(
            JumbfUri.to(manifest.label()), "no actions assertion begins with created or opened");
      }
      for (Assertion assertion : assertions) {
        check(assertion, read.getOrDefault(assertion.label(), List.of()), first);
      }
    }
    return all;
  }

  private static Optional<Assertion> first(
      List<Assertion> assertions, Map<String, List<ActionClaim>> read) {
    return assertions.stream()
        .filter(
            assertion ->
                read.getOrDefault(assertion.label(), List.of()).stream()
                    .limit(1)
                    .anyMatch(ActionClaim::isFirst))
        .findFirst();
  }

  private void check(Assertion assertion, List<ActionClaim> actions, Optional<Assertion> first)
      throws StoreException {
    String url = manifest.url(assertion);
    if (actions.isEmpty()) {
      malformed(url, "no actions");
    }
    boolean beginning = first.filter(it -> it.label().equals(assertion.label())).isPresent();
    for (int i = 0; i < actions.size(); i++) {
      ActionClaim action = actions.get(i);
      if (action.name().isEmpty()) {
        malformed(url, "an action without a name");
      }
      if (action.isFirst() && !(beginning && i == 0)) {
        malformed(url, action.name() + " is not the first action");
      }
      if (action.name().equals(ActionClaim.CREATED) && action.digitalSourceType().isEmpty()) {
        malformed(url, "c2pa.created without digitalSourceType");
      }
      if (action.name().equals("c2pa.translated") && !action.translated()) {
        malformed(url, "c2pa.translated without sourceLanguage and targetLanguage");
      }
      if (manifest.update() && !IN_UPDATES.contains(action.name())) {
        findings.bad(StatusCodes.UPDATE_INVALID, url, action.name() + " in an update manifest");
      }
      ingredients(action, url);
    }
  }

  private void ingredients(ActionClaim action, String url) throws StoreException {
    if (action.name().equals(ActionClaim.OPENED)) {
      require(action, IngredientClaim.PARENT, url);
    } else if (NEED_COMPONENT.contains(action.name())) {
      require(action, IngredientClaim.COMPONENT, url);
    } else if (MAY_NAME_PARENT.contains(action.name()) && action.namesIngredients()) {
      require(action, IngredientClaim.PARENT, url);
    }
  }

  private void require(ActionClaim action, String relationship, String url) throws StoreException {
    boolean found =
        action.ingredients().stream()
            .flatMap(address -> JumbfUri.parse(address).stream())
            .filter(uri -> uri.isIn(manifest.label(), manifest.label()))
            .flatMap(uri -> uri.assertion().stream())
            .anyMatch(
                label ->
                    ingredients.containsKey(label)
                        && ingredients.get(label).relationship().equals(relationship));
    if (!found) {
      findings.bad(
          StatusCodes.ACTION_INGREDIENT,
          url,
          action.name()
              + " names "
              + action.ingredients().size()
              + " ingredients, expected one that is "
              + relationship);
    }
  }

  private void malformed(String url, String what) throws StoreException {
    findings.bad(StatusCodes.ACTION_MALFORMED, url, what);
  }
}
