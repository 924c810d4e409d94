package io.colophon.provider.local.image.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.local.image.raster.Colour;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ScenePromptTest {
  @Test
  void read_countsAndColours_belongToTheNextThing() {
    ScenePrompt prompt = ScenePrompt.read("Three red boats and a blue bird");

    assertThat(prompt.subjects())
        .extracting(Subject::kind)
        .containsExactly(SubjectKind.BOAT, SubjectKind.BIRD);
    assertThat(prompt.subjects()).extracting(Subject::count).containsExactly(3, 1);
    assertThat(prompt.subjects().get(0).colour()).contains(Colour.hex(0xd63a32));
    assertThat(prompt.subjects().get(1).colour()).contains(Colour.hex(0x3470c8));
  }

  @Test
  void read_chinese_findsCountColourTimeAndStyle() {
    ScenePrompt prompt = ScenePrompt.read("水墨风格：三只白色的鸟飞过雪山，夕阳");

    assertThat(prompt.subjects())
        .extracting(Subject::kind)
        .containsExactly(SubjectKind.BIRD, SubjectKind.MOUNTAINS);
    assertThat(prompt.subjects().get(0).count()).isEqualTo(3);
    assertThat(prompt.subjects().get(0).colour()).contains(Colour.hex(0xf2f2ee));
    assertThat(prompt.season()).contains(Season.WINTER);
    assertThat(prompt.time()).contains(TimeOfDay.SUNSET);
    assertThat(prompt.style()).isEqualTo(StyleName.INK);
  }

  @Test
  void read_plurals_areSeveralUnlessCounted() {
    assertThat(ScenePrompt.read("boats").subjects().get(0).count()).isEqualTo(3);
    assertThat(ScenePrompt.read("two children").subjects().get(0).count()).isEqualTo(2);
    assertThat(ScenePrompt.read("a flock of birds").subjects().get(0).count()).isEqualTo(9);
    assertThat(ScenePrompt.read("一群羊").subjects().get(0).count()).isEqualTo(9);
  }

  @Test
  void read_placeAfterThing_belongsToIt() {
    ScenePrompt prompt = ScenePrompt.read("a tree on the left, a house on the right");

    assertThat(prompt.subjects())
        .extracting(Subject::place)
        .containsExactly(Place.LEFT, Place.RIGHT);
  }

  @Test
  void read_placeBeforeThing_belongsToIt() {
    ScenePrompt prompt = ScenePrompt.read("左边有一棵树，右边是房子");

    assertThat(prompt.subjects())
        .extracting(Subject::kind)
        .containsExactly(SubjectKind.TREE, SubjectKind.HOUSE);
    assertThat(prompt.subjects())
        .extracting(Subject::place)
        .containsExactly(Place.LEFT, Place.RIGHT);
  }

  @Test
  void read_negation_leavesTheThingOut() {
    assertThat(ScenePrompt.read("sky without clouds").has(SubjectKind.CLOUDS)).isFalse();
    assertThat(ScenePrompt.read("湖，没有船").has(SubjectKind.BOAT)).isFalse();
  }

  @Test
  void read_colourAfterVerb_belongsToTheThingBefore() {
    Subject sky = ScenePrompt.read("the sky is purple").subjects().get(0);

    assertThat(sky.kind()).isEqualTo(SubjectKind.SKY);
    assertThat(sky.colour()).contains(Colour.hex(0x8450b8));
  }

  @Test
  void read_phrase_winsOverItsWords() {
    assertThat(ScenePrompt.read("hot air balloon").subjects())
        .singleElement()
        .satisfies(subject -> assertThat(subject.kind()).isEqualTo(SubjectKind.BALLOON));
    assertThat(ScenePrompt.read("cherry blossom").subjects())
        .extracting(Subject::kind)
        .containsExactly(SubjectKind.BLOSSOM_TREE);
  }

  @Test
  void read_everyKind_hasAnEnglishAndAChineseForm() {
    // One form of each script per kind; the lexicon must know them all.
    List<String> english =
        List.of(
            "sun",
            "moon",
            "stars",
            "galaxy",
            "planet",
            "meteor",
            "clouds",
            "rainbow",
            "aurora",
            "lightning",
            "fireworks",
            "sky",
            "mountains",
            "volcano",
            "hills",
            "desert",
            "sea",
            "beach",
            "island",
            "lake",
            "river",
            "waterfall",
            "forest",
            "bamboo",
            "meadow",
            "road",
            "reef",
            "tree",
            "pine",
            "palm",
            "sakura",
            "willow",
            "flowers",
            "sunflower",
            "tulip",
            "rose",
            "lotus",
            "mushroom",
            "cactus",
            "rock",
            "house",
            "village",
            "city",
            "castle",
            "pagoda",
            "tower",
            "lighthouse",
            "windmill",
            "bridge",
            "great wall",
            "tent",
            "lantern",
            "boat",
            "ship",
            "balloon",
            "airplane",
            "rocket",
            "kite",
            "car",
            "train",
            "bird",
            "cat",
            "dog",
            "rabbit",
            "panda",
            "horse",
            "sheep",
            "deer",
            "fish",
            "whale",
            "butterfly",
            "person");
    List<String> chinese =
        List.of(
            "太阳", "月亮", "星星", "银河", "行星", "流星", "云", "彩虹", "极光", "闪电", "烟花", "天空", "山", "火山", "丘陵",
            "沙漠", "大海", "沙滩", "小岛", "湖", "河", "瀑布", "森林", "竹林", "草原", "道路", "珊瑚", "大树", "松树", "椰树",
            "樱花", "柳树", "花", "向日葵", "郁金香", "玫瑰", "荷花", "蘑菇", "仙人掌", "岩石", "房子", "村庄", "城市", "城堡",
            "宝塔", "塔楼", "灯塔", "风车", "桥", "长城", "帐篷", "灯笼", "船", "轮船", "热气球", "飞机", "火箭", "风筝", "汽车",
            "火车", "鸟", "猫", "狗", "兔子", "熊猫", "马", "羊", "鹿", "鱼", "鲸鱼", "蝴蝶", "女孩");

    assertThat(english.stream().map(ScenePromptTest::kindOf)).containsExactly(SubjectKind.values());
    assertThat(chinese.stream().map(ScenePromptTest::kindOf)).containsExactly(SubjectKind.values());
  }

  private static SubjectKind kindOf(String word) {
    List<Subject> subjects = ScenePrompt.read(word).subjects();
    assertThat(subjects).as(word).hasSize(1);
    return subjects.get(0).kind();
  }

  @Test
  void read_unknownWords_giveNoScene() {
    ScenePrompt prompt = ScenePrompt.read("quantum entanglement");

    assertThat(prompt.hasScene()).isFalse();
    assertThat(prompt.unknown()).containsExactly("quantum", "entanglement");
  }

  @Test
  void read_emptyAndHostileText_isRead() {
    assertThat(ScenePrompt.read("").hasScene()).isFalse();
    assertThat(ScenePrompt.read("\0\uFFFF,,,\uD800").hasScene()).isFalse();
    assertThat(ScenePrompt.read("cat ".repeat(100_000)).subjects()).hasSize(1);
  }

  @Test
  void wordVector_nearPrompts_lieNearerThanOthers() {
    WordVector prompt = ScenePrompt.read("entanglement of quantum ideas").words();
    WordVector near = ScenePrompt.read("entanglement of quantum thoughts").words();
    WordVector other = ScenePrompt.read("melody under glass economics").words();

    assertThat(distance(prompt, near)).isLessThan(distance(prompt, other) * 0.75);
  }

  private static double distance(WordVector a, WordVector b) {
    double sum = 0;
    for (int i = 0; i < WordVector.SIZE; i++) {
      sum += (a.get(i) - b.get(i)) * (a.get(i) - b.get(i));
    }
    return Math.sqrt(sum);
  }

  @Test
  void without_negativePrompt_removesWhatItNames() {
    ScenePrompt prompt =
        ScenePrompt.read("a boat on a lake with birds in the rain")
            .without(ScenePrompt.read("birds, rain"));

    assertThat(prompt.has(SubjectKind.BIRD)).isFalse();
    assertThat(prompt.has(SubjectKind.BOAT)).isTrue();
    assertThat(prompt.weather()).isEmpty();
    assertThat(prompt.time()).isEqualTo(Optional.empty());
  }
}
