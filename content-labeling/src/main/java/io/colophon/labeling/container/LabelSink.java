package io.colophon.labeling.container;

/** Takes what a format finds; what it has no use for, it lets pass. */
public interface LabelSink {
  /** The most characters of one label that are worth reading; longer ones are broken. */
  int MAX_LABEL = 1 << 16;

  /** The most chunks, boxes, frames or segments followed in one file. */
  int MAX_CHUNKS = 200_000;

  /** A metadata label as it stands in the file. */
  default void label(String carrier, String raw) {}

  /** A C2PA manifest store; its bytes have not been looked at. */
  default void manifest(StorePlace place) {}

  /** Something a reader can live with. */
  default void note(String code, String detail) {}

  /** Something that makes the file or its label unfit. */
  default void broken(String code, String detail) {}
}
