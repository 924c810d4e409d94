package io.colophon.provider.local.music;

/** How a piece feels, and what that means for tempo, mode, loudness and number of notes. */
enum Mood implements Words.Named {
  CALM(
      64,
      80,
      false,
      64,
      0,
      "calm",
      "peaceful",
      "relax(?:ed|ing)?",
      "quiet",
      "gentle",
      "soft",
      "soothing",
      "serene",
      "meditat\\w*",
      "平静",
      "安静",
      "宁静",
      "舒缓",
      "轻柔",
      "放松",
      "温柔"),
  HAPPY(
      112,
      132,
      false,
      84,
      2,
      "happy",
      "cheerful",
      "joy(?:ful|ous)?",
      "bright",
      "upbeat",
      "sunny",
      "merry",
      "celebrat\\w*",
      "欢快",
      "快乐",
      "开心",
      "喜悦",
      "欢乐",
      "明快",
      "喜庆",
      "轻快"),
  SAD(
      58,
      72,
      true,
      62,
      0,
      "sad",
      "melanchol\\w*",
      "sorrow\\w*",
      "mournful",
      "lonely",
      "grief",
      "bittersweet",
      "悲伤",
      "忧伤",
      "伤感",
      "哀愁",
      "凄凉",
      "孤独",
      "悲"),
  EPIC(
      88,
      104,
      true,
      100,
      1,
      "epic",
      "heroic",
      "grand",
      "majestic",
      "cinematic",
      "triumphant",
      "battle",
      "史诗",
      "宏大",
      "壮丽",
      "恢弘",
      "恢宏",
      "英雄",
      "磅礴"),
  TENSE(
      124,
      144,
      true,
      86,
      2,
      "tense",
      "suspense\\w*",
      "dark",
      "thriller",
      "scary",
      "ominous",
      "horror",
      "mysterious",
      "anxious",
      "紧张",
      "悬疑",
      "恐怖",
      "黑暗",
      "神秘"),
  DREAMY(
      62,
      78,
      false,
      60,
      0,
      "dream(?:y|like)?",
      "ethereal",
      "floating",
      "space",
      "starry",
      "magical",
      "underwater",
      "梦幻",
      "空灵",
      "梦",
      "星空",
      "飘渺",
      "缥缈"),
  ROMANTIC(68, 84, false, 72, 1, "romantic", "love", "tender", "warm", "浪漫", "爱情", "温馨", "温暖"),
  ENERGETIC(
      124,
      140,
      false,
      96,
      2,
      "energetic",
      "powerful",
      "exciting",
      "driving",
      "energy",
      "intense",
      "party",
      "激烈",
      "激昂",
      "热血",
      "动感",
      "活力",
      "激情"),
  NEUTRAL(92, 108, false, 76, 1, "neutral");

  final int slowestBpm;
  final int fastestBpm;
  final boolean minor;

  /** MIDI velocity around which its notes lie. */
  final int velocity;

  /** 0 few notes to a bar, 2 many. */
  final int density;

  private final Words words;

  Mood(int slowestBpm, int fastestBpm, boolean minor, int velocity, int density, String... words) {
    this.slowestBpm = slowestBpm;
    this.fastestBpm = fastestBpm;
    this.minor = minor;
    this.velocity = velocity;
    this.density = density;
    this.words = new Words(words);
  }

  @Override
  public Words words() {
    return words;
  }
}
