package io.colophon.provider.local.music;

/** The kind of piece: its metre, its way of accompanying, and the instruments it is known by. */
enum Genre implements Words.Named {
  LULLABY(
      3,
      Mood.CALM,
      Figure.BROKEN,
      Figure.Bass.LONG,
      Figure.Drums.NONE,
      Instrument.MUSIC_BOX,
      Instrument.HARP,
      "lullaby",
      "cradle",
      "bedtime",
      "摇篮曲",
      "催眠",
      "睡前"),
  MARCH(
      4,
      Mood.ENERGETIC,
      Figure.OFFBEAT,
      Figure.Bass.ROOT_FIFTH,
      Figure.Drums.MARCH,
      Instrument.TRUMPET,
      Instrument.HORN,
      "march(?:ing)?",
      "parade",
      "military",
      "进行曲",
      "军乐"),
  WALTZ(
      3,
      Mood.ROMANTIC,
      Figure.OFFBEAT,
      Figure.Bass.ROOT_FIFTH,
      Figure.Drums.NONE,
      Instrument.VIOLIN,
      Instrument.STRINGS,
      "waltz",
      "圆舞曲",
      "华尔兹"),
  JAZZ(
      4,
      Mood.ROMANTIC,
      Figure.COMPING,
      Figure.Bass.WALKING,
      Figure.Drums.SWING,
      Instrument.SAXOPHONE,
      Instrument.PIANO,
      "jazz\\w*",
      "swing",
      "bebop",
      "lounge",
      "blues",
      "爵士",
      "蓝调"),
  AMBIENT(
      4,
      Mood.DREAMY,
      Figure.HELD,
      Figure.Bass.LONG,
      Figure.Drums.NONE,
      Instrument.BELLS,
      Instrument.PAD,
      "ambient",
      "drone",
      "atmospher\\w*",
      "new age",
      "氛围",
      "环境音乐",
      "冥想"),
  ROCK(
      4,
      Mood.ENERGETIC,
      Figure.PULSE,
      Figure.Bass.EIGHTHS,
      Figure.Drums.ROCK,
      Instrument.ELECTRIC_GUITAR,
      Instrument.ORGAN,
      "rock",
      "metal",
      "punk",
      "摇滚",
      "金属乐"),
  ELECTRONIC(
      4,
      Mood.ENERGETIC,
      Figure.BROKEN,
      Figure.Bass.EIGHTHS,
      Figure.Drums.FOUR_TO_THE_FLOOR,
      Instrument.SYNTH,
      Instrument.PAD,
      "electronic",
      "edm",
      "techno",
      "house",
      "synthwave",
      "dance",
      "chiptune",
      "电子",
      "舞曲"),
  GUFENG(
      4,
      Mood.CALM,
      Figure.BROKEN,
      Figure.Bass.LONG,
      Figure.Drums.NONE,
      Instrument.KOTO,
      Instrument.HARP,
      "pentatonic",
      "chinese",
      "oriental",
      "guzheng music",
      "古风",
      "国风",
      "中国风",
      "五声",
      "民乐",
      "仙侠"),
  CLASSICAL(
      4,
      Mood.NEUTRAL,
      Figure.BROKEN,
      Figure.Bass.ROOT_FIFTH,
      Figure.Drums.NONE,
      Instrument.VIOLIN,
      Instrument.PIANO,
      "classical",
      "orchestra\\w*",
      "symphon\\w*",
      "sonata",
      "baroque",
      "chamber",
      "古典",
      "交响",
      "管弦",
      "奏鸣曲"),
  FOLK(
      4,
      Mood.HAPPY,
      Figure.PULSE,
      Figure.Bass.ROOT_FIFTH,
      Figure.Drums.NONE,
      Instrument.FLUTE,
      Instrument.GUITAR,
      "folk",
      "country",
      "acoustic",
      "celtic",
      "民谣",
      "乡村"),
  POP(
      4,
      Mood.NEUTRAL,
      Figure.BROKEN,
      Figure.Bass.ROOT_FIFTH,
      Figure.Drums.SOFT,
      Instrument.PIANO,
      Instrument.STRINGS,
      "pop",
      "song",
      "流行");

  final int beatsPerBar;
  final Mood usualMood;
  final Figure figure;
  final Figure.Bass bass;
  final Figure.Drums drums;
  final Instrument lead;
  final Instrument harmony;
  private final Words words;

  Genre(
      int beatsPerBar,
      Mood usualMood,
      Figure figure,
      Figure.Bass bass,
      Figure.Drums drums,
      Instrument lead,
      Instrument harmony,
      String... words) {
    this.beatsPerBar = beatsPerBar;
    this.usualMood = usualMood;
    this.figure = figure;
    this.bass = bass;
    this.drums = drums;
    this.lead = lead;
    this.harmony = harmony;
    this.words = new Words(words);
  }

  @Override
  public Words words() {
    return words;
  }
}
