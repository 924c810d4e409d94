package io.colophon.provider.local.text;

/** The two languages of the model; each has its own slice of the vocabulary to write with. */
enum Language {
  ENGLISH("<en>"),
  CHINESE("<zh>");

  private final String piece;

  Language(String piece) {
    this.piece = piece;
  }

  /** The special piece that opens a text of this language. */
  String piece() {
    return piece;
  }
}
