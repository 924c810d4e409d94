package io.colophon.labeling;

import io.colophon.labeling.Verdict.Status;
import io.colophon.labeling.container.LabelSink;
import io.colophon.labeling.container.PlainText;
import io.colophon.labeling.container.StorePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what a format finds in one file and weighs it. */
final class FoundLabels implements LabelSink {
  private static final int MAX_LAYERS = 16;
  private static final int MAX_FINDINGS = 64;

  private final List<FoundLabel> layers = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private Optional<StorePlace> store = Optional.empty();
  private int metadataLabels;
  private boolean stopped;

  @Override
  public void label(String carrier, String raw) {
    if (carrier.equals(PlainText.CARRIER)) {
      layers.add(new FoundLabel(carrier, raw, Optional.empty()));
      return;
    }
    metadataLabels++;
    if (layers.size() == MAX_LAYERS) {
      return;
    }
    if (raw.length() > MAX_LABEL) {
      layers.add(new FoundLabel(carrier, raw, Optional.empty()));
      broken("aigc.too-long", "label of more than " + MAX_LABEL + " characters");
      return;
    }
    AigcReader.Reading reading = AigcReader.read(raw);
    layers.add(new FoundLabel(carrier, raw, reading.label()));
    reading.findings().forEach(this::add);
  }

  /** The first store counts: a second one is no part of the specification. */
  @Override
  public void manifest(StorePlace place) {
    if (store.isPresent()) {
      broken("c2pa.several-stores", "a second manifest store, expected one");
    } else {
      store = Optional.of(place);
    }
  }

  Optional<StorePlace> store() {
    return store;
  }

  @Override
  public void note(String code, String detail) {
    add(Finding.note(code, detail));
  }

  @Override
  public void broken(String code, String detail) {
    add(Finding.broken(code, detail));
  }

  /** Reading ended before the file did. */
  void stopped() {
    stopped = true;
  }

  List<FoundLabel> layers() {
    return layers;
  }

  List<Finding> findings() {
    if (metadataLabels > 1 && findings.stream().noneMatch(f -> f.code().equals("aigc.duplicate"))) {
      findings.add(
          Finding.broken(
              "aigc.duplicate", metadataLabels + " metadata labels, expected exactly one"));
    }
    return findings;
  }

  Status status() {
    boolean broken =
        findings().stream().anyMatch(finding -> finding.severity() == Finding.Severity.BROKEN);
    if (layers.isEmpty()) {
      return stopped ? Status.UNREADABLE : broken ? Status.BROKEN : Status.NO_LABEL;
    }
    return broken ? Status.BROKEN : Status.LABELED;
  }

  private void add(Finding finding) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(finding);
    }
  }
}
