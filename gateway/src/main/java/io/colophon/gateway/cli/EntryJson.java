package io.colophon.gateway.cli;

import io.colophon.labeling.provenance.LogEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/** A provenance record for machines: its place, and what is hashed into the tree. */
final class EntryJson {
  private EntryJson() {}

  static Map<String, Object> of(LogEntry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", entry.index());
    json.put("leafHash", entry.leafHash().toHex());
    json.put("record", Json.parse(entry.record().toJson()));
    return json;
  }
}
