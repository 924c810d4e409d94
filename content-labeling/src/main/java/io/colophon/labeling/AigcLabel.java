package io.colophon.labeling;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The seven fields of the metadata label of GB 45438-2025 Annex E, in the order of the standard.
 * Values are as found or as given: a label read from a file may break the rules, see {@link
 * AigcRules}.
 *
 * @param label {@code 1} is, {@code 2} may be, {@code 3} is suspected to be machine-made
 * @param contentProducer name or code of the generating provider
 * @param produceId the provider's id of the content
 * @param reservedCode1 protection data of the producer; may be empty
 * @param contentPropagator name or code of the distributing provider
 * @param propagateId the distributor's id of the content
 * @param reservedCode2 protection data of the distributor; may be empty
 */
public record AigcLabel(
    String label,
    String contentProducer,
    String produceId,
    String reservedCode1,
    String contentPropagator,
    String propagateId,
    String reservedCode2) {

  private static final AigcField[] FIELDS = AigcField.values();

  /**
   * The label of content that was just made. On the first write the propagator is the producer
   * (Annex E, note 1).
   */
  public static AigcLabel generated(LabelOrder order) {
    return new AigcLabel(
        "1",
        order.contentProducer(),
        order.produceId(),
        "",
        order.contentProducer(),
        order.produceId(),
        "");
  }

  /**
   * The label that a distributor hands on (Measures for Labelling, Article 6): its own name and id
   * in place of the last distributor's, what the producer wrote left as it is.
   *
   * @param found the label the content came with; empty when there was none
   * @param judgement {@code 1} is, {@code 2} may be, {@code 3} is suspected to be machine-made; not
   *     looked at where a label was found, since the producer's word stands
   * @param propagator name or code of the distributor
   * @param propagateId the distributor's id of the content
   */
  public static AigcLabel propagated(
      Optional<AigcLabel> found, String judgement, String propagator, String propagateId) {
    AigcCharset.require("propagator", propagator, 128);
    AigcCharset.require("propagateId", propagateId, 200);
    return found
        .map(
            label ->
                new AigcLabel(
                    label.label(),
                    label.contentProducer(),
                    label.produceId(),
                    label.reservedCode1(),
                    propagator,
                    propagateId,
                    ""))
        .orElseGet(() -> new AigcLabel(judgement, "", "", "", propagator, propagateId, ""));
  }

  /**
   * The seven members as one line of JSON, bare, without spaces, every value a string.
   *
   * @throws IllegalStateException if a value holds a character that Annex E does not allow
   */
  public String toJson() {
    StringBuilder json = new StringBuilder(256);
    String[] values = values();
    for (int i = 0; i < values.length; i++) {
      String name = FIELDS[i].key();
      if (!AigcCharset.allowsAllQuoted(values[i])) {
        throw new IllegalStateException(name + " holds a character that Annex E does not allow");
      }
      json.append(i == 0 ? "{\"" : ",\"").append(name).append("\":\"");
      json.append(values[i].replace("\"", "\\\"")).append('"');
    }
    return json.append('}').toString();
  }

  /** The label that a JSON object says, read as leniently as from a file; empty if none. */
  public static Optional<AigcLabel> parse(String json) {
    return AigcReader.read(json).label();
  }

  /** Names and values in the order of the standard. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    String[] values = values();
    for (int i = 0; i < values.length; i++) {
      fields.put(FIELDS[i].key(), values[i]);
    }
    return fields;
  }

  private String[] values() {
    return new String[] {
      label,
      contentProducer,
      produceId,
      reservedCode1,
      contentPropagator,
      propagateId,
      reservedCode2
    };
  }
}
