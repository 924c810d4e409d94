package io.colophon.labeling.credentials;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the specification asks of a standard manifest, looked at before it is signed: a wrong
 * manifest is worse than none, since it makes a good file look forged. Not every validator would
 * notice, so we do.
 */
final class ManifestLint {
  private static final Pattern MEDIA_TYPE = Pattern.compile("\\w+/[-+.\\w]+");

  /** IPTC digital source types that are in force (cv.iptc.org, without the retired ones). */
  private static final Set<String> SOURCE_TYPES =
      Set.of(
          "digitalCapture",
          "computationalCapture",
          "negativeFilm",
          "positiveFilm",
          "print",
          "humanEdits",
          "compositeWithTrainedAlgorithmicMedia",
          "algorithmicallyEnhanced",
          "digitalCreation",
          "dataDrivenMedia",
          "trainedAlgorithmicMedia",
          "algorithmicMedia",
          "screenCapture",
          "virtualRecording",
          "composite",
          "compositeCapture",
          "compositeSynthetic");

  private static final Set<String> SOFT_BOUND = Set.of(Actions.WATERMARK_BOUND, "c2pa.watermarked");

  private ManifestLint() {}

  /** Whether an order can become a manifest at all. */
  static void check(ManifestOrder order) throws LabelingException {
    require(
        MEDIA_TYPE.matcher(order.mimeType()).matches(),
        "media type '" + order.mimeType() + "', expected type/subtype");
    require(
        order.exclusions() >= 1 && order.exclusions() <= BindingAssertion.MOST_EXCLUSIONS,
        order.exclusions() + " exclusions, expected 1 to " + BindingAssertion.MOST_EXCLUSIONS);
    require(
        order.steps().contains(ManifestOrder.Step.WATERMARKED) == order.watermark().isPresent(),
        "a watermark needs both the step and the payload, or neither");
  }

  /** Whether the assertions together are a standard manifest (C2PA 2.2, 11.2.3 and 18.14). */
  static void check(List<Assertion> assertions) throws LabelingException {
    long bindings = assertions.stream().filter(a -> a.label().startsWith("c2pa.hash.")).count();
    require(bindings == 1, bindings + " hard bindings, expected one");
    long labels = assertions.stream().map(Assertion::label).distinct().count();
    require(labels == assertions.size(), "two assertions have the same label");
    List<Map<?, ?>> actions = actions(assertions);
    long beginnings = actions.stream().filter(ManifestLint::begins).count();
    require(
        beginnings == 1 && begins(actions.get(0)),
        beginnings
            + " actions c2pa.created or c2pa.opened, expected one, and that the first of all");
    sourceType(actions.get(0));
    parents(assertions, actions.get(0));
    boolean soft = actions.stream().anyMatch(a -> SOFT_BOUND.contains(name(a)));
    require(
        !soft || assertions.stream().anyMatch(a -> a.label().startsWith("c2pa.soft-binding")),
        "an action tells of a watermark, but there is no c2pa.soft-binding");
  }

  private static List<Map<?, ?>> actions(List<Assertion> assertions) throws LabelingException {
    List<Map<?, ?>> actions = new ArrayList<>();
    for (Assertion assertion : assertions) {
      if (assertion.label().startsWith("c2pa.actions")
          && assertion.data() instanceof Map<?, ?> data
          && data.get("actions") instanceof List<?> list) {
        require(!list.isEmpty(), "an actions assertion is empty");
        for (Object action : list) {
          require(action instanceof Map<?, ?> map && !name(map).isEmpty(), "an action has no name");
          actions.add((Map<?, ?>) action);
        }
      }
    }
    require(!actions.isEmpty(), "no actions assertion, expected one");
    return actions;
  }

  private static void sourceType(Map<?, ?> first) throws LabelingException {
    Object type = first.get("digitalSourceType");
    boolean needed = name(first).equals(Actions.CREATED);
    require(!needed || type != null, "c2pa.created has no digitalSourceType");
    if (type != null) {
      String term = String.valueOf(type);
      require(
          term.startsWith(Actions.SOURCE_TYPE_PREFIX)
              && SOURCE_TYPES.contains(term.substring(Actions.SOURCE_TYPE_PREFIX.length())),
          "digitalSourceType '" + term + "', expected a term of cv.iptc.org");
    }
  }

  private static void parents(List<Assertion> assertions, Map<?, ?> first)
      throws LabelingException {
    List<String> parents =
        assertions.stream()
            .filter(
                a ->
                    a.label().startsWith("c2pa.ingredient")
                        && a.data() instanceof Map<?, ?> data
                        && Ingredient.PARENT.equals(data.get("relationship")))
            .map(Assertion::label)
            .toList();
    boolean opened = name(first).equals(Actions.OPENED);
    require(
        parents.size() == (opened ? 1 : 0),
        parents.size() + " parent ingredients after " + name(first) + ", expected one if opened");
    if (opened) {
      require(
          first.get("parameters") instanceof Map<?, ?> parameters
              && parameters.get("ingredients") instanceof List<?> list
              && list.size() == 1
              && list.get(0) instanceof Map<?, ?> uri
              && String.valueOf(uri.get("url")).endsWith("/" + parents.get(0)),
          "c2pa.opened does not refer to the parent ingredient");
    }
  }

  private static boolean begins(Map<?, ?> action) {
    return name(action).equals(Actions.CREATED) || name(action).equals(Actions.OPENED);
  }

  private static String name(Map<?, ?> action) {
    return action.get("action") instanceof String name ? name : "";
  }

  private static void require(boolean holds, String otherwise) throws LabelingException {
    if (!holds) {
      throw new LabelingException(Reason.CREDENTIALS, "manifest refused: " + otherwise);
    }
  }
}
