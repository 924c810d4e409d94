package io.colophon.labeling;

import java.util.ArrayList;
import java.util.List;

/** The rules of GB 45438-2025 Annex E for the values of the seven fields. */
final class AigcRules {
  private AigcRules() {}

  static List<Finding> check(AigcLabel label) {
    List<Finding> findings = new ArrayList<>();
    if (!label.label().matches("[123]")) {
      findings.add(Finding.broken("aigc.label-value", "Label is not one of 1, 2, 3"));
      if (label.label().equalsIgnoreCase("AIGC") || label.label().equalsIgnoreCase("AI")) {
        findings.add(
            Finding.note("aigc.label-word", "Label is a word where some vendors mean 1: is AI"));
      }
    }
    boolean distributorsWord = label.label().matches("[23]") && !label.propagateId().isEmpty();
    if (!distributorsWord) {
      // Who only suspects that content is made by a machine does not know by whose.
      required(findings, AigcField.CONTENT_PRODUCER, label.contentProducer());
      required(findings, AigcField.PRODUCE_ID, label.produceId());
    }
    charset(findings, AigcField.CONTENT_PRODUCER, AigcCharset.allowsAll(label.contentProducer()));
    charset(findings, AigcField.PRODUCE_ID, AigcCharset.allowsAll(label.produceId()));
    charset(
        findings, AigcField.RESERVED_CODE_1, AigcCharset.allowsAllQuoted(label.reservedCode1()));
    charset(
        findings, AigcField.CONTENT_PROPAGATOR, AigcCharset.allowsAll(label.contentPropagator()));
    charset(findings, AigcField.PROPAGATE_ID, AigcCharset.allowsAll(label.propagateId()));
    charset(
        findings, AigcField.RESERVED_CODE_2, AigcCharset.allowsAllQuoted(label.reservedCode2()));
    code(findings, AigcField.CONTENT_PRODUCER, label.contentProducer());
    code(findings, AigcField.CONTENT_PROPAGATOR, label.contentPropagator());
    if (label.contentPropagator().isEmpty() || label.propagateId().isEmpty()) {
      findings.add(
          Finding.note(
              "aigc.propagator-empty",
              "ContentPropagator or PropagateID is empty, expected the producer's on first write"));
    }
    return findings;
  }

  private static void required(List<Finding> findings, AigcField field, String value) {
    if (value.isEmpty()) {
      findings.add(Finding.broken("aigc.empty-field", field.key() + " is empty"));
    }
  }

  /** A note only: products in the field write names in Chinese, and readers must live with it. */
  private static void charset(List<Finding> findings, AigcField field, boolean fits) {
    if (!fits) {
      findings.add(
          Finding.note(
              "aigc.charset", field.key() + " holds a character outside the set of Annex E"));
    }
  }

  private static void code(List<Finding> findings, AigcField field, String value) {
    ProviderCode.Kind kind = ProviderCode.judge(value);
    if (kind == ProviderCode.Kind.WRONG_CHECK_CHARACTER) {
      findings.add(
          Finding.note(
              "aigc.provider-code-check",
              field.key() + " has the form of a provider code with a wrong check character"));
    } else if (kind == ProviderCode.Kind.NOT_A_CODE
        && !value.isEmpty()
        && !ProviderCode.isCreditCode(value)) {
      findings.add(
          Finding.note("aigc.producer-name", field.key() + " is a name, not a provider code"));
    }
  }
}
