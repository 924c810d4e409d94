package io.colophon.gateway.conformance;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.Page;
import io.colophon.labeling.provenance.ProvenanceRecord;
import io.colophon.labeling.provenance.ProvenanceRecords;
import io.colophon.labeling.provenance.RecordFilter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Reads the log once and adds up what a regime must be able to see. The result is a tree of maps,
 * lists, texts and numbers in fixed order; its shape is described in docs/labelling-policy.md.
 * Holds no value of a person: records have commitments in their place. Used by one thread.
 */
public final class ConformanceReport {
  /** Copies without the shown label cannot be erased earlier. */
  static final Duration KEPT = Duration.ofDays(190);

  private static final int MOST_EXCEPTIONS = 100;

  private final Jurisdiction regime;
  private final int maxRows;
  private final List<Tally> tallies;
  private final Map<String, Integer> modalities = new TreeMap<>();
  private final Map<String, Integer> layers = new LinkedHashMap<>();
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final List<Object> rows = new ArrayList<>();
  private final List<Object> omissions = new ArrayList<>();
  private int outputs;

  private static final class Tally {
    final Requirement requirement;
    final List<Object> exceptions = new ArrayList<>();
    int asked;
    int met;

    Tally(Requirement requirement) {
      this.requirement = requirement;
    }
  }

  private ConformanceReport(Jurisdiction regime, int maxRows) {
    this.regime = regime;
    this.maxRows = maxRows;
    this.tallies = Requirements.of(regime).stream().map(Tally::new).toList();
    for (String layer :
        List.of("explicit", "implicit", "credentials", "stamped", "watermark", "fingerprint")) {
      layers.put(layer, 0);
    }
  }

  /**
   * Makes a report.
   *
   * @param filter which records; those of other regimes are passed over
   * @param configuration what the configuration adds: keys and values in the order of the report
   * @param maxRows most outputs that are listed one by one; all are counted
   */
  public static Map<String, Object> of(
      ProvenanceRecords log,
      Jurisdiction regime,
      RecordFilter filter,
      Map<String, Object> configuration,
      Instant now,
      int maxRows)
      throws IOException {
    ConformanceReport report = new ConformanceReport(regime, maxRows);
    OptionalLong next = OptionalLong.of(0);
    while (next.isPresent()) {
      Page<LogEntry> page = log.list(filter, next.getAsLong(), ProvenanceRecords.MAX_RESULTS);
      page.items().forEach(report::add);
      next = page.nextIndex();
    }
    return report.tree(log, filter, configuration, now);
  }

  private void add(LogEntry entry) {
    ProvenanceRecord record = entry.record();
    ProvenanceRecord.Labels labels = record.labels();
    if (!labels.jurisdictions().contains(regime.id())) {
      return;
    }
    outputs++;
    modalities.merge(record.output().modality(), 1, Integer::sum);
    count("explicit", labels.explicit().isPresent());
    count("implicit", labels.implicit().isPresent());
    count("credentials", labels.credentials().isPresent());
    count("stamped", labels.credentials().flatMap(c -> c.stampedAt()).isPresent());
    count("watermark", labels.watermark().isPresent());
    count("fingerprint", record.fingerprints().isPresent());
    labels.reasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
    for (Tally tally : tallies) {
      if (tally.requirement.applies().test(record)) {
        tally.asked++;
        if (tally.requirement.met().test(record)) {
          tally.met++;
        } else if (tally.exceptions.size() < MOST_EXCEPTIONS) {
          tally.exceptions.add(entry.index());
        }
      }
    }
    record
        .unlabelled()
        .ifPresent(unlabelled -> omissions.add(Rows.omission(entry, unlabelled, KEPT)));
    if (rows.size() < maxRows) {
      rows.add(Rows.output(entry));
    }
  }

  private void count(String layer, boolean there) {
    if (there) {
      layers.merge(layer, 1, Integer::sum);
    }
  }

  private Map<String, Object> tree(
      ProvenanceRecords log, RecordFilter filter, Map<String, Object> configuration, Instant now)
      throws IOException {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("report", "colophon-conformance-1");
    tree.put("regime", regime.id());
    tree.put("made", now.toString());
    tree.put("from", filter.from().map(Instant::toString).orElse(""));
    tree.put("to", filter.to().map(Instant::toString).orElse(""));
    tree.put("log", Map.of("records", log.size(), "root", log.rootHash(log.size()).toHex()));
    tree.put("configuration", configuration);
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("outputs", outputs);
    counts.put("byModality", modalities);
    counts.put("byLayer", layers);
    counts.put("byReason", reasons);
    tree.put("counts", counts);
    List<Object> requirements = new ArrayList<>();
    tallies.forEach(tally -> requirements.add(requirement(tally)));
    tree.put("requirements", requirements);
    Map<String, Object> retention = new LinkedHashMap<>();
    retention.put("copiesWithoutShownLabelDays", KEPT.toDays());
    retention.put("erasingEarlier", "refused");
    tree.put("retention", retention);
    tree.put("copiesWithoutShownLabel", omissions);
    tree.put("outputs", rows);
    tree.put("outputsNotListed", outputs - rows.size());
    return tree;
  }

  private static Map<String, Object> requirement(Tally tally) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", tally.requirement.id());
    one.put("text", tally.requirement.text());
    one.put("asked", tally.asked);
    one.put("met", tally.met);
    one.put("exceptions", tally.exceptions);
    return one;
  }
}
