package io.colophon.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.LabelReasons;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.ShownLabel.TextPlace;
import io.colophon.labeling.TextLabelStream.Insertion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowingTextTest {
  private static final LabelOrder ORDER =
      new LabelOrder(Set.of(Jurisdiction.EU), "acme", "id-1", "", "", Instant.EPOCH);

  @Test
  void append_start_wordsStandInFrontAndInWhatWasSent() {
    FlowingText text = text(TextPlace.START, false);
    assertThat(text.append("Hello")).contains(new Insertion(0, "AI-generated\n\n"));
    assertThat(text.append(" there")).isEmpty();
    assertThat(text.close()).isEmpty();
    assertThat(text.sent()).isEqualTo("AI-generated\n\nHello there");
    assertThat(text.applied(Optional.empty()).explicit().orElseThrow().place()).isEqualTo("start");
  }

  @Test
  void append_middle_offsetIsWithinThePiece() {
    FlowingText text = text(TextPlace.MIDDLE, false);
    assertThat(text.append("a".repeat(650))).isEmpty();
    assertThat(text.append("b.\n\nNext")).contains(new Insertion(4, "AI-generated\n\n"));
    assertThat(text.close()).isEmpty();
    assertThat(text.sent()).isEqualTo("a".repeat(650) + "b.\n\nAI-generated\n\nNext");
  }

  @Test
  void close_textForAProgram_getsTheSidecarAndTheReason() {
    FlowingText text = text(TextPlace.END, true);
    assertThat(text.append("{\"a\":1}")).isEmpty();
    assertThat(text.close()).isEmpty();
    assertThat(text.sent()).isEqualTo("{\"a\":1}");
    assertThat(text.applied(Optional.empty()).explicit()).isEmpty();
    assertThat(text.applied(Optional.empty()).reasons())
        .containsExactly(LabelReasons.STRUCTURED_OUTPUT);
    assertThat(text.applied(Optional.empty()).implicit().aigcJson()).isEqualTo("{}");
  }

  @Test
  void close_oneBlockOfCode_isNotBroken() {
    FlowingText text = text(TextPlace.END, false);
    text.append("```python\nprint(1)\n```\n");
    assertThat(text.close()).isEmpty();
    assertThat(text.isForMachines()).isTrue();
  }

  @Test
  void toolCalled_textAfterIt_getsNoWords() {
    FlowingText text = text(TextPlace.START, false);
    text.toolCalled();
    assertThat(text.append("done")).isEmpty();
    assertThat(text.close()).isEmpty();
  }

  @Test
  void turnedOutShort_reasonsAreThoseOfAShortText() {
    LabelPlan plan = new LabelPlan(Optional.empty(), List.of("long"), false, true);
    LabelPlan ifShort = new LabelPlan(Optional.empty(), List.of("short"), false, false);
    FlowingText text = new FlowingText(ORDER, plan, () -> ifShort, "{}", false);
    text.append("Hello");
    assertThat(text.applied(Optional.empty()).reasons()).containsExactly("long");
    text.turnedOutShort();
    assertThat(text.applied(Optional.empty()).reasons()).containsExactly("short");
  }

  @Test
  void close_nothingShownByThePlan_reasonOfThePlanStays() {
    LabelPlan plan =
        new LabelPlan(Optional.empty(), List.of(LabelReasons.OMITTED_ON_REQUEST), false, false);
    FlowingText text = new FlowingText(ORDER, plan, () -> plan, "{}", false);
    text.append("Hello");
    assertThat(text.close()).isEmpty();
    assertThat(text.applied(Optional.empty()).reasons())
        .containsExactly(LabelReasons.OMITTED_ON_REQUEST);
  }

  private static FlowingText text(TextPlace place, boolean forMachines) {
    ShownLabel usual = ShownLabel.of(ShownLabel.ENGLISH);
    ShownLabel shown =
        new ShownLabel(
            usual.words(),
            usual.style(),
            usual.corner(),
            place,
            false,
            usual.cue(),
            usual.soundPlace());
    LabelPlan plan = new LabelPlan(Optional.of(shown), List.of(), false, false);
    return new FlowingText(ORDER, plan, () -> plan, "{}", forMachines);
  }
}
