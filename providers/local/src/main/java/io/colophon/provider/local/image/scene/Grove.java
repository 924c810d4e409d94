package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.prompt.Season;
import io.colophon.provider.local.image.raster.Colour;
import java.util.List;

/** Plants many trees, far ones first. */
final class Grove {
  private Grove() {}

  /** A wood that leaves the middle of the foreground open. */
  static void forest(Stage stage, List<Element> elements) {
    Dice dice = stage.dice(301);
    float span = stage.height() - stage.horizon();
    float across = Math.max(1, stage.width() / stage.unit());
    int rows = 7;
    for (int row = 0; row < rows; row++) {
      float depth = 0.06f + 0.5f * row * row / (float) ((rows - 1) * (rows - 1));
      float y = stage.horizon() + span * depth;
      float size = stage.unit() * (0.13f + 0.62f * depth);
      int count = Math.max(4, (int) (across * (row < 2 ? 26 : 17 - row * 2)));
      for (int i = 0; i < count; i++) {
        float x = stage.width() * (i + dice.next()) / count;
        float middle = Math.abs(x / stage.width() - 0.5f) * 2;
        if (row >= 3 && middle < 0.16f + 0.07f * (row - 3) + 0.12f * dice.next()) {
          continue;
        }
        float foot = y + span * dice.between(-0.012, 0.02);
        elements.add(tree(stage, dice, x, foot, size * dice.between(0.75, 1.25), i + row * 100));
      }
    }
  }

  /** A belt of trees on the far bank of a lake. */
  static void bank(Stage stage, List<Element> elements, int many) {
    Dice dice = stage.dice(302);
    float span = stage.height() - stage.horizon();
    int count = (int) (many * Math.max(1, stage.width() / stage.unit()));
    for (int i = 0; i < count; i++) {
      float order = i / (float) count;
      float y = stage.horizon() + span * (0.07f + (Landscape.FAR_BANK - 0.075f) * order);
      float x = stage.width() * dice.next();
      float size = stage.unit() * dice.between(0.06, 0.11) * (0.7f + 0.5f * order);
      elements.add(tree(stage, dice, x, y, size, 900 + i));
    }
  }

  private static Tree tree(Stage stage, Dice dice, float x, float y, float size, int number) {
    Season season = stage.season();
    boolean needle =
        dice.next() < (season == Season.AUTUMN ? 0.25f : season == Season.WINTER ? 0.8f : 0.5f);
    Tree.Kind kind =
        needle ? Tree.Kind.PINE : season == Season.WINTER ? Tree.Kind.BARE : Tree.Kind.BROADLEAF;
    Colour leaf = needle ? Foliage.needle(season, dice) : Foliage.leaf(season, dice);
    return new Tree(stage, kind, x, y, size, leaf, number);
  }
}
