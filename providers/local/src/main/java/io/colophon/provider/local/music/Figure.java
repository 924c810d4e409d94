package io.colophon.provider.local.music;

/** How the chords of a piece are played. */
enum Figure {
  /** One note after the other, in eighths. */
  BROKEN,
  /** On the beats on which the bass is silent. */
  OFFBEAT,
  /** Repeated in eighths. */
  PULSE,
  /** Syncopated and short. */
  COMPING,
  /** Held through the bar. */
  HELD;

  /** How the bass moves. */
  enum Bass {
    /** The root, held through the bar. */
    LONG,
    /** Root, then fifth. */
    ROOT_FIFTH,
    /** A step on every beat, towards the next root. */
    WALKING,
    /** The root in eighths. */
    EIGHTHS
  }

  /** What the drums do. */
  enum Drums {
    NONE,
    SOFT,
    ROCK,
    SWING,
    MARCH,
    FOUR_TO_THE_FLOOR,
    /** Deep drums and cymbals, for epic pieces. */
    WAR
  }
}
