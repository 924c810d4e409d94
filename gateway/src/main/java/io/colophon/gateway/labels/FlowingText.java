package io.colophon.gateway.labels;

import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.CredentialLabel;
import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ImplicitLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.LabelReasons;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.TextLabelStream;
import io.colophon.labeling.TextLabelStream.Insertion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A text on its way to the caller: what the model wrote, and what we put into it. Thread-safe: the
 * caller may go away while the upstream still writes.
 */
final class FlowingText {
  private final LabelOrder order;
  private final LabelPlan plan;
  private final Supplier<LabelPlan> ifShort;
  private final String sidecar;
  private final Optional<TextLabelStream> words;
  private final StringBuilder text = new StringBuilder();
  private Optional<Insertion> inserted = Optional.empty();
  private String suffix = "";
  private boolean forMachines;
  private boolean isShort;

  /**
   * @param plan what is applied to a long text
   * @param ifShort what is applied to one that turns out short, asked for only then; it shows the
   *     same words
   * @param forMachines whether the caller asked for text that a program will parse
   */
  FlowingText(
      LabelOrder order,
      LabelPlan plan,
      Supplier<LabelPlan> ifShort,
      String sidecar,
      boolean forMachines) {
    this.order = order;
    this.plan = plan;
    this.ifShort = ifShort;
    this.sidecar = sidecar;
    this.forMachines = forMachines;
    this.words =
        plan.shown()
            .map(ShownLabel::textPlace)
            .map(place -> new TextLabelStream(order.jurisdictions(), place));
  }

  /** The model called a tool: a program reads what it says. */
  synchronized void toolCalled() {
    forMachines = true;
  }

  /** Takes a piece; tells what belongs into it, at an offset within the piece. */
  synchronized Optional<Insertion> append(String piece) {
    int from = text.length();
    text.append(piece);
    if (forMachines || words.isEmpty()) {
      return Optional.empty();
    }
    Optional<Insertion> insertion = words.get().next(text, from);
    if (insertion.isEmpty()) {
      return insertion;
    }
    inserted = insertion;
    return Optional.of(new Insertion(insertion.get().offset() - from, insertion.get().words()));
  }

  /** The words that follow the whole text; empty where they have their place or would break it. */
  synchronized String close() {
    if (text.isEmpty() || words.isEmpty() || isForMachines()) {
      return "";
    }
    suffix = words.get().end(text);
    return suffix;
  }

  /** The whole text is too short for what long ones get. */
  synchronized void turnedOutShort() {
    isShort = true;
  }

  synchronized boolean isEmpty() {
    return text.isEmpty();
  }

  /** Everything the caller was sent, our words included. */
  synchronized String sent() {
    StringBuilder sent = new StringBuilder(text.length() + suffix.length() + 32).append(text);
    inserted.ifPresent(insertion -> sent.insert(insertion.offset(), insertion.words()));
    return sent.append(suffix).toString();
  }

  /** Whether a program is to read this: words in it would break it. */
  synchronized boolean isForMachines() {
    return forMachines || (inserted.isEmpty() && TextLabelStream.isCode(text.toString()));
  }

  /** What was applied, as far as it went. */
  synchronized AppliedLabel applied(Optional<CredentialLabel> credentials) {
    List<String> reasons = new ArrayList<>((isShort ? ifShort.get() : plan).reasons());
    if (plan.shown().isPresent() && isForMachines() && placed().isEmpty()) {
      reasons.add(LabelReasons.STRUCTURED_OUTPUT);
    }
    return new AppliedLabel(
        order.profile(),
        placed(),
        new ImplicitLabel(ImplicitLabel.SIDECAR, sidecar, List.of()),
        credentials,
        Optional.empty(),
        reasons);
  }

  private Optional<ExplicitLabel> placed() {
    return words.flatMap(TextLabelStream::placed);
  }
}
