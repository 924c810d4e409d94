package io.colophon.provider.testkit;

/** Ways in which {@link BrokenProvider} breaks the contract, and which test must see it. */
enum Fault {
  /** Sound: nothing fails. */
  NONE(""),
  EMITS_WITHOUT_DEMAND("no event without demand"),
  FINISHES_TWICE("one Accepted, outputs, one Finished"),
  NEVER_ACCEPTS("one Accepted, outputs, one Finished"),
  COMPLETES_WITHOUT_FINISH("one Accepted, outputs, one Finished"),
  COMPLETES_TWICE("one Accepted, outputs, one Finished"),
  SPLITS_SURROGATES("outputs are well-formed"),
  EMPTY_TEXT("outputs are well-formed"),
  CALLS_UNKNOWN_TOOL("outputs are well-formed"),
  LOSES_THE_LAST_CHUNK("outputs are well-formed", true),
  CHANGES_THE_MIME_TYPE("outputs are well-formed", true),
  SKIPS_AN_INDEX("outputs are well-formed", true),
  WRONG_FORMAT("outputs are well-formed", true),
  REUSES_ITS_BUFFER("chunks stay as they were given", true),
  PROGRESS_FALLS("progress never falls"),
  CACHE_EXCEEDS_INPUT("usage holds its invariants"),
  REASONING_EXCEEDS_OUTPUT("usage holds its invariants"),
  COUNTS_WRONG_IMAGES("usage holds its invariants", true),
  IGNORES_BAD_DEMAND("a demand of 0 ends in onError"),
  IGNORES_CANCELLATION("no event after cancellation, and the next request works"),
  LEAKS_ON_CANCELLATION("24 cancelled generations leave room for the next"),
  IGNORES_THE_DEADLINE("a deadline that has passed is TIMED_OUT"),
  CHECKS_THE_DEADLINE_ONCE("a deadline that passes under way is TIMED_OUT"),
  HIDES_EXTENSIONS("unknown extensions are reported as dropped"),
  TAKES_MANY_SUBSCRIBERS("a second subscription is refused"),
  NOT_REPEATABLE("same seed, same output"),
  SERVES_UNDECLARED("is UNSUPPORTED"),
  FINISHES_UNDECLARED_EMPTY("is UNSUPPORTED"),
  THROWS_FOR_UNKNOWN_MODEL("is MODEL_UNAVAILABLE"),
  WRONG_KIND_FOR_UNKNOWN_MODEL("is MODEL_UNAVAILABLE"),
  IGNORES_CLOSE("close ends what is under way as OVERLOADED"),
  SERVES_AFTER_CLOSE("a request after close fails well");

  /** Part of the name of a test that fails with this fault. */
  final String seenBy;

  /** Whether it shows in media; otherwise it shows in text. */
  final boolean media;

  Fault(String seenBy) {
    this(seenBy, false);
  }

  Fault(String seenBy, boolean media) {
    this.seenBy = seenBy;
    this.media = media;
  }
}
