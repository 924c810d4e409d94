package io.colophon.gateway.screening;

import io.colophon.gateway.config.ScreeningAction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at one text as it comes, piece by piece, and hands on what may pass. A match that is cut
 * into pieces is found like any other: what may be the beginning of a match waits until it is one
 * or is none, but never more than {@code window} characters wait. Not safe for use by several
 * threads.
 */
final class TextScreen {
  /** What was handed on last, so that finders see what stands before a match. */
  private static final int CONTEXT = 16;

  private final List<TextRule> rules;
  private final int window;
  private final boolean json;
  private final StringBuilder text = new StringBuilder(); // context, then what waits
  private final NormalText normal = new NormalText();
  private final Findings findings;
  private final Set<TextRule> matched = new LinkedHashSet<>();
  private final int step;
  private int context;
  private int lookedAt; // characters that were there at the last look
  private boolean changed;
  private int jsonRead;
  private boolean withinString;
  private Optional<TextRule> refusedBy = Optional.empty();

  /**
   * @param rules at least one
   * @param window most characters that wait
   */
  TextScreen(List<TextRule> rules, int window) {
    this(rules, window, false);
  }

  private TextScreen(List<TextRule> rules, int window, boolean json) {
    this.rules = rules;
    this.window = window;
    this.json = json;
    this.findings = new Findings(rules.get(0));
    this.step =
        rules.stream()
            .flatMap(rule -> rule.finders().stream())
            .mapToInt(Finder::step)
            .max()
            .orElse(0);
  }

  /** For a JSON text that comes as a whole; what is masked in it leaves it JSON. */
  static TextScreen ofJson(List<TextRule> rules) {
    return new TextScreen(rules, Integer.MAX_VALUE, true);
  }

  /** Takes a piece; returns what may pass now, masked where a rule says so; often empty. */
  String accept(String piece) {
    text.append(piece);
    return text.length() - lookedAt < step ? "" : pass(false);
  }

  /** The text is at its end; returns the rest of what may pass. */
  String end() {
    return pass(true);
  }

  /** Rules that matched in what was handed on or refused, in the order in which they did. */
  Set<TextRule> matched() {
    return matched;
  }

  /** Whether anything was masked. */
  boolean hasChanged() {
    return changed;
  }

  /** The rule that let the text end; nothing passes after that. */
  Optional<TextRule> refusedBy() {
    return refusedBy;
  }

  private String pass(boolean whole) {
    if (refusedBy.isPresent() || text.length() == context) {
      return "";
    }
    int end = text.length();
    if (!whole && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    List<Findings.Match> matches = look(end, whole);
    int cut = whole ? end : cut(matches, end);
    String passes = write(matches, cut);
    forget(cut);
    return passes;
  }

  /** Finds everything, and turns indexes of code points into places of the original. */
  private List<Findings.Match> look(int end, boolean whole) {
    normal.read(text, end, json);
    int from = 0;
    while (from < normal.length() && normal.originalStart(from) < context) {
      from++;
    }
    findings.begin(normal.length());
    for (TextRule rule : rules) {
      findings.of(rule);
      for (Finder finder : rule.finders()) {
        finder.find(normal, from, whole, findings);
      }
    }
    List<Findings.Match> found = findings.matches();
    List<Findings.Match> placed = new ArrayList<>(found.size());
    for (Findings.Match match : found) {
      placed.add(
          new Findings.Match(
              normal.originalStart(match.start()),
              normal.originalEnd(match.end() - 1, text),
              match.rule()));
    }
    return placed;
  }

  /** Up to where the text may pass: never within a match, and never so that too much waits. */
  private int cut(List<Findings.Match> matches, int end) {
    int cut = Math.max(context, normal.originalStart(findings.open()));
    for (int i = matches.size() - 1; i >= 0; i--) {
      Findings.Match match = matches.get(i);
      if (match.start() < cut && match.end() > cut) {
        cut = match.start(); // those that begin before it come next, and may reach beyond it
      }
    }
    if (end - cut <= window) {
      return cut;
    }
    cut = end - window;
    if (Character.isLowSurrogate(text.charAt(cut))) {
      cut++;
    }
    for (Findings.Match match : matches) {
      if (match.start() < cut && match.end() > cut) {
        cut = match.end();
      }
    }
    return cut;
  }

  private String write(List<Findings.Match> matches, int cut) {
    if (matches.isEmpty()) {
      return text.substring(context, cut);
    }
    StringBuilder out = new StringBuilder(cut - context);
    int written = context;
    int maskedTo = context;
    for (Findings.Match match : matches) {
      if (match.start() >= cut) {
        break;
      }
      matched.add(match.rule());
      if (match.rule().action() == ScreeningAction.REFUSE) {
        refusedBy = Optional.of(match.rule());
        return out.append(text, written, Math.max(written, match.start())).toString();
      }
      if (match.rule().action() == ScreeningAction.MASK) {
        if (match.start() >= maskedTo) {
          out.append(text, written, match.start()).append(mask(match));
        }
        maskedTo = Math.max(maskedTo, match.end());
        written = maskedTo;
        changed = true;
      }
    }
    return out.append(text, written, Math.max(written, cut)).toString();
  }

  private String mask(Findings.Match match) {
    String mask = match.rule().mask();
    if (!json) {
      return mask;
    }
    String escaped = mask.replace("\\", "\\\\").replace("\"", "\\\"");
    return isWithinString(match.start()) ? escaped : "\"" + escaped + "\"";
  }

  /** Whether a place is within a string of the JSON text; asked for places from left to right. */
  private boolean isWithinString(int place) {
    while (jsonRead < place) {
      char c = text.charAt(jsonRead++);
      if (withinString && c == '\\') {
        jsonRead++;
      } else if (c == '"') {
        withinString = !withinString;
      }
    }
    return withinString;
  }

  private void forget(int cut) {
    int keep = Math.min(CONTEXT, cut);
    if (keep < cut && Character.isLowSurrogate(text.charAt(cut - keep))) {
      keep++;
    }
    text.delete(0, cut - keep);
    context = keep;
    lookedAt = text.length();
  }
}
