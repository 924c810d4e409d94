package io.colophon.provider.local.text;

/** The kinds of text the model was trained on. */
enum Form {
  /** What a word means, with examples, after WordNet. */
  DEFINE("<define>"),
  /** The tone of the King James Bible. */
  VERSE("<verse>"),
  /** Chinese poem in lines of five characters. */
  FIVE("<five>"),
  /** Chinese poem in lines of seven characters. */
  SEVEN("<seven>"),
  /** Chinese poem to the tune of a song, lines of many lengths. */
  CI("<ci>"),
  /** Chinese theatre song. */
  QU("<qu>"),
  /** Old Chinese prose. */
  PROSE("<prose>");

  private final String piece;

  Form(String piece) {
    this.piece = piece;
  }

  /** The special piece that asks for this form. */
  String piece() {
    return piece;
  }
}
