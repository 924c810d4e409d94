package io.colophon.labeling.container;

/** Only counts what a reader finds. */
final class LabelCount implements LabelSink {
  private int labels;
  private int manifests;

  int labels() {
    return labels;
  }

  int manifests() {
    return manifests;
  }

  @Override
  public void label(String carrier, String raw) {
    labels++;
  }

  @Override
  public void manifest(StorePlace place) {
    manifests++;
  }
}
