package io.colophon.provider.local.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopTextsTest {
  private final List<String> out = new ArrayList<>();

  private StopTexts stops(String... stops) {
    return new StopTexts(List.of(stops), out::add);
  }

  @Test
  void add_noStops_letsAllOutAtOnce() {
    StopTexts texts = stops();

    assertThat(texts.add("one")).isFalse();
    assertThat(texts.add(" two")).isFalse();

    assertThat(out).containsExactly("one", " two");
    assertThat(texts.text()).isEqualTo("one two");
  }

  @Test
  void add_stopOverThreeFragments_endsBeforeIt() {
    StopTexts texts = stops("END");

    assertThat(texts.add("text E")).isFalse();
    assertThat(texts.add("N")).isFalse();
    assertThat(texts.add("D more")).isTrue();

    assertThat(texts.text()).isEqualTo("text ");
    assertThat(out).containsExactly("text ");
  }

  @Test
  void add_beginningOfStopThatDoesNotGoOn_isLetOutLater() {
    StopTexts texts = stops("aab");

    texts.add("xaa");
    assertThat(out).containsExactly("x");
    texts.add("ab");

    assertThat(texts.text()).isEqualTo("xa");
  }

  @Test
  void add_twoStops_earlierPlaceWins() {
    StopTexts texts = stops("three", "two");

    assertThat(texts.add("one two three")).isTrue();

    assertThat(texts.text()).isEqualTo("one ");
  }

  @Test
  void flush_heldBeginning_isLetOut() {
    StopTexts texts = stops("###");
    texts.add("a##");

    texts.flush();

    assertThat(texts.text()).isEqualTo("a##");
  }

  @Test
  void add_emptyFragment_deliversNothing() {
    stops("x").add("");

    assertThat(out).isEmpty();
  }
}
