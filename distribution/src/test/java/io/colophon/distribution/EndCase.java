package io.colophon.distribution;

import static io.colophon.distribution.EndCase.Figure.COUNTED;
import static io.colophon.distribution.EndCase.Figure.FINAL;
import static io.colophon.distribution.EndCase.Figure.NOTHING;
import static io.colophon.distribution.EndCase.Figure.SUSPECT;
import static io.colophon.metering.ledger.EndState.CANCELLED_AFTER_OUTPUT;
import static io.colophon.metering.ledger.EndState.CANCELLED_BEFORE_OUTPUT;
import static io.colophon.metering.ledger.EndState.COMPLETED;
import static io.colophon.metering.ledger.EndState.CONTENT_FILTERED;
import static io.colophon.metering.ledger.EndState.FAILED_AFTER_OUTPUT;
import static io.colophon.metering.ledger.EndState.FAILED_BEFORE_OUTPUT;

import io.colophon.metering.ledger.EndState;
import io.colophon.provider.testkit.http.Answer;
import java.util.concurrent.CountDownLatch;

/**
 * How a generation of twelve words may end: what the upstream does, what its caller does, and what
 * that costs whom. One line is one row of the table.
 */
enum EndCase {
  //             words before it stops | then | the caller | how it ended | the caller's figure |
  // platform's
  WHOLE(12, Then.END, Caller.STAYS, COMPLETED, FINAL, 0),
  EMPTY(0, Then.END, Caller.STAYS, COMPLETED, FINAL, 0),
  NO_USAGE(12, Then.END_WITHOUT_USAGE, Caller.STAYS, COMPLETED, SUSPECT, 0),
  FILTERED_AT_ONCE(0, Then.FILTER, Caller.STAYS, CONTENT_FILTERED, FINAL, 0),
  FILTERED_MIDWAY(5, Then.FILTER, Caller.STAYS, CONTENT_FILTERED, FINAL, 0),
  BREAKS_BEFORE_OUTPUT(0, Then.BREAK_BOTH, Caller.STAYS, FAILED_BEFORE_OUTPUT, NOTHING, 2),
  BREAKS_AFTER_FIRST(1, Then.BREAK, Caller.STAYS, FAILED_AFTER_OUTPUT, COUNTED, 0),
  BREAKS_MIDWAY(5, Then.BREAK, Caller.STAYS, FAILED_AFTER_OUTPUT, COUNTED, 0),
  BREAKS_THEN_RETRY(0, Then.BREAK_ONCE, Caller.STAYS, COMPLETED, FINAL, 1),
  GONE_BEFORE_OUTPUT(0, Then.WAIT, Caller.GOES, CANCELLED_BEFORE_OUTPUT, COUNTED, 0),
  GONE_AFTER_FIRST(1, Then.WAIT, Caller.GOES, CANCELLED_AFTER_OUTPUT, COUNTED, 0),
  GONE_AFTER_THIRD(3, Then.WAIT, Caller.GOES, CANCELLED_AFTER_OUTPUT, COUNTED, 0),
  GONE_MIDWAY(6, Then.WAIT, Caller.GOES, CANCELLED_AFTER_OUTPUT, COUNTED, 0),
  GONE_LATE(9, Then.WAIT, Caller.GOES, CANCELLED_AFTER_OUTPUT, COUNTED, 0),
  GONE_AFTER_ELEVENTH(11, Then.WAIT, Caller.GOES, CANCELLED_AFTER_OUTPUT, COUNTED, 0),
  GONE_AFTER_LAST(12, Then.WAIT, Caller.GOES, CANCELLED_AFTER_OUTPUT, COUNTED, 0),
  DEADLINE(4, Then.WAIT, Caller.LETS_IT_PASS, EndState.DEADLINE, COUNTED, 0);

  /** Each a token of OpenAI's tokenizers: the space belongs to the word after it. */
  static final String[] WORDS = {
    " sea", " sun", " day", " red", " sky", " ice", " oak", " fox", " hen", " owl", " bee", " ant"
  };

  /** What the upstream does after its words. */
  enum Then {
    END,
    END_WITHOUT_USAGE,
    FILTER,
    /** Cuts the connection; the other target is not asked any more. */
    BREAK,
    /** Cuts the connection, and does so at the other target as well. */
    BREAK_BOTH,
    /** Cuts the connection; the other target gives the whole answer. */
    BREAK_ONCE,
    /** Waits, and goes on to the whole answer if anybody is still there. */
    WAIT
  }

  /** What the caller does. */
  enum Caller {
    STAYS,
    GOES,
    LETS_IT_PASS
  }

  /** Where the caller's figures come from. */
  enum Figure {
    FINAL,
    /** By us, or by the vendor so far: never above what was used. */
    COUNTED,
    SUSPECT,
    NOTHING
  }

  final int words;
  final Then then;
  final Caller caller;
  final EndState end;
  final Figure figure;
  final int expenses;

  EndCase(int words, Then then, Caller caller, EndState end, Figure figure, int expenses) {
    this.words = words;
    this.then = then;
    this.caller = caller;
    this.end = end;
    this.figure = figure;
    this.expenses = expenses;
  }

  /** Whether the two ways to deal with an abandoned answer differ. */
  boolean isAbandoned() {
    return then == Then.WAIT;
  }

  /** Whether all its words have come, and the vendor has not said how many tokens they are. */
  boolean isCountedHere() {
    return words > 0
        && caller != Caller.LETS_IT_PASS // it may pass before they come
        && (figure == Figure.COUNTED || figure == Figure.SUSPECT);
  }

  /** Whether a vendor can end an answer so. */
  boolean isKnownTo(SpeakingVendor vendor) {
    return switch (then) {
      case FILTER -> vendor.canFilter();
      case END_WITHOUT_USAGE -> !vendor.countsAsItGoes();
      default -> true;
    };
  }

  /** What a vendor says, call after call. */
  Answer[] answers(SpeakingVendor vendor, CountDownLatch goOn) {
    Answer first = said(vendor, vendor.begin(), 0, words);
    return switch (then) {
      case END -> new Answer[] {vendor.end(first, words, true)};
      case END_WITHOUT_USAGE -> new Answer[] {vendor.end(first, words, false)};
      case FILTER -> new Answer[] {vendor.endFiltered(first, words)};
      case BREAK -> new Answer[] {first.close()};
      case BREAK_BOTH -> new Answer[] {first.close(), vendor.begin().close()};
      case BREAK_ONCE -> new Answer[] {first.close(), whole(vendor, vendor.begin(), 0)};
      case WAIT -> new Answer[] {whole(vendor, first.await(goOn), words)};
    };
  }

  private static Answer whole(SpeakingVendor vendor, Answer begun, int from) {
    return vendor.end(said(vendor, begun, from, WORDS.length), WORDS.length, true);
  }

  private static Answer said(SpeakingVendor vendor, Answer answer, int from, int to) {
    for (int i = from; i < to; i++) {
      vendor.say(answer, WORDS[i], i + 1);
    }
    return answer;
  }
}
