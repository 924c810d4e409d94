package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
  /** The example of the specification. */
  @Test
  void name_numberOfSevenDigits_hasGroupsOfThree() {
    assertThat(new TilePath(0, 1_234_067, 256).name()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new TilePath(TilePath.ENTRIES, 1_234_067, 7).name())
        .isEqualTo("tile/entries/x001/x234/067.p/7");
    assertThat(new TilePath(1, 1000, 256).name()).isEqualTo("tile/1/x001/000");
    assertThat(new TilePath(2, 5, 255).name()).isEqualTo("tile/2/005.p/255");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/000",
        "tile/0/x001/x234/067",
        "tile/entries/999.p/1",
        "tile/3/x001/000.p/255"
      })
  void parse_goodName_isReadBack(String name) {
    assertThat(TilePath.parse(name).orElseThrow().name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/0", "tile/0/1000", "tile/0/x000/001", "tile/6/000", "tile/0/000.p/256",
        "tile/0/000.p/0", "tile/0/../../personal/x", "/tile/0/000", "tile/0/000/", "tile/entries/",
        "personal/book-000000", "tile/data/000", ""
      })
  void parse_anythingElse_isRefused(String name) {
    assertThat(TilePath.parse(name)).isEmpty();
  }
}
