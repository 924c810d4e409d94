package io.colophon.gateway.cli;

import io.colophon.labeling.provenance.Erasure;
import io.colophon.labeling.provenance.Personal;
import io.colophon.labeling.provenance.ProvenanceRecord;
import io.colophon.labeling.provenance.ProvenanceRecord.Unlabelled;
import io.colophon.labeling.provenance.ProvenanceRecords;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The personal values of a record, from the store beside the log. */
final class PersonalJson {
  private PersonalJson() {}

  static Map<String, Object> of(ProvenanceRecord record, ProvenanceRecords log) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, "endUser", record.endUser(), log);
    put(json, "requester", record.unlabelled().map(Unlabelled::requester), log);
    put(json, "deliveredTo", record.unlabelled().flatMap(Unlabelled::deliveredTo), log);
    return json;
  }

  private static void put(
      Map<String, Object> json, String name, Optional<Personal> person, ProvenanceRecords log)
      throws IOException {
    if (person.isEmpty()) {
      return;
    }
    Optional<Erasure> erased = log.erasure(person.get());
    json.put(
        name,
        erased.isPresent()
            ? "erased " + erased.get().at() + ": " + erased.get().reason()
            : log.reveal(person.get()).orElse("not in the store"));
  }
}
