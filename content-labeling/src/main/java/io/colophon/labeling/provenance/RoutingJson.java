package io.colophon.labeling.provenance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The member {@code routing} of a record. */
final class RoutingJson {
  private RoutingJson() {}

  static void write(RoutingTerms terms, JsonGenerator json) {
    json.writeObjectPropertyStart("routing");
    if (!terms.residency().isEmpty()) {
      json.writeArrayPropertyStart("residency");
      terms.residency().forEach(json::writeString);
      json.writeEndArray();
    }
    terms.audience().ifPresent(audience -> json.writeStringProperty("audience", audience));
    terms.region().ifPresent(region -> json.writeStringProperty("region", region));
    terms.filing().ifPresent(number -> json.writeStringProperty("filing", number));
    terms.refusal().ifPresent(refusal -> write(refusal, json));
    json.writeEndObject();
  }

  private static void write(RoutingTerms.Refusal refusal, JsonGenerator json) {
    json.writeObjectPropertyStart("refusal");
    json.writeStringProperty("reason", refusal.reason());
    json.writeArrayPropertyStart("passedOver");
    for (RoutingTerms.PassedOver one : refusal.passedOver()) {
      json.writeStartObject();
      json.writeStringProperty("target", one.target());
      json.writeStringProperty("filter", one.filter());
      json.writeStringProperty("reason", one.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (refusal.unrecorded() > 0) {
      json.writeNumberProperty("unrecorded", refusal.unrecorded());
    }
    json.writeEndObject();
  }

  static Optional<RoutingTerms> read(@Nullable JsonFields json) throws IOException {
    if (json == null) {
      return Optional.empty();
    }
    return Optional.of(
        new RoutingTerms(
            json.texts("residency"),
            json.optionalText("audience"),
            json.optionalText("region"),
            json.optionalText("filing"),
            refusal(json.object("refusal"))));
  }

  private static Optional<RoutingTerms.Refusal> refusal(@Nullable JsonFields json)
      throws IOException {
    if (json == null) {
      return Optional.empty();
    }
    List<RoutingTerms.PassedOver> passedOver = new ArrayList<>();
    for (JsonFields one : json.objects("passedOver")) {
      passedOver.add(
          new RoutingTerms.PassedOver(one.text("target"), one.text("filter"), one.text("reason")));
    }
    return Optional.of(
        new RoutingTerms.Refusal(
            json.text("reason"), passedOver, json.optionalNumber("unrecorded").orElse(0)));
  }
}
