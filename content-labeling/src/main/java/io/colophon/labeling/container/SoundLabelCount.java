package io.colophon.labeling.container;

/** Only counts what a reader finds. */
final class SoundLabelCount implements LabelSink {
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

  @Override
  public void note(String code, String detail) {}

  @Override
  public void broken(String code, String detail) {}
}
