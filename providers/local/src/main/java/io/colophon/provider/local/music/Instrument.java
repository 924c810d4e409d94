package io.colophon.provider.local.music;

/** Instruments by their General MIDI Level 1 program, with the range in which each sounds well. */
enum Instrument implements Words.Named {
  PIANO(0, 48, 88, false, 100, "piano", "钢琴"),
  MUSIC_BOX(10, 60, 96, false, 105, "music box", "celesta", "八音盒", "音乐盒"),
  BELLS(14, 60, 88, false, 90, "bells?", "chimes?", "glockenspiel", "钟声", "钟琴", "铃"),
  VIBRAPHONE(11, 53, 89, false, 100, "vibraphone", "marimba", "xylophone", "马林巴", "木琴"),
  ORGAN(19, 48, 84, true, 80, "organ", "管风琴", "风琴"),
  ACCORDION(21, 53, 84, true, 85, "accordion", "手风琴"),
  GUITAR(24, 45, 79, false, 105, "(?:acoustic |classical )?guitars?", "ukulele", "吉他"),
  ELECTRIC_GUITAR(29, 45, 79, true, 80, "electric guitars?", "电吉他"),
  VIOLIN(40, 55, 91, true, 95, "violins?", "fiddle", "小提琴"),
  ERHU(110, 62, 88, true, 90, "erhu", "二胡"),
  CELLO(42, 40, 72, true, 100, "cellos?", "大提琴"),
  STRINGS(
      48, 48, 84, true, 80, "strings?", "string (?:quartet|orchestra|ensemble)", "orchestra", "弦乐"),
  HARP(46, 48, 88, false, 105, "harps?", "竖琴"),
  CHOIR(52, 50, 79, true, 80, "choir", "chorus", "voices", "合唱", "人声"),
  TRUMPET(56, 55, 82, true, 85, "trumpets?", "小号"),
  HORN(60, 46, 74, true, 85, "horns?", "brass", "圆号", "铜管"),
  SAXOPHONE(65, 52, 80, true, 90, "sax(?:ophones?)?", "萨克斯"),
  OBOE(68, 58, 86, true, 85, "oboes?", "双簧管"),
  CLARINET(71, 52, 86, true, 90, "clarinets?", "单簧管"),
  FLUTE(73, 60, 93, true, 95, "flutes?", "dizi", "笛子", "长笛", "竹笛", "笛"),
  XIAO(77, 55, 84, true, 95, "xiao", "shakuhachi", "洞箫", "箫"),
  SYNTH(81, 48, 84, true, 72, "synth(?:s|esi[sz]ers?)?", "合成器"),
  PAD(89, 48, 80, true, 78, "pads?"),
  SITAR(104, 50, 79, false, 95, "sitar", "西塔琴"),
  BANJO(105, 50, 82, false, 95, "banjo", "班卓琴"),
  PIPA(106, 55, 86, false, 100, "pipa", "shamisen", "琵琶"),
  KOTO(107, 55, 88, false, 105, "koto", "guzheng", "zither", "guqin", "古筝", "古琴", "筝"),
  KALIMBA(108, 60, 88, false, 105, "kalimba", "拇指琴"),
  DOUBLE_BASS(32, 28, 50, false, 110, "double bass", "upright bass", "低音提琴"),
  BASS_GUITAR(33, 28, 50, false, 105, "bass guitar", "electric bass", "贝斯"),
  SYNTH_BASS(38, 28, 50, false, 100, "synth bass");

  /** General MIDI program, from 0. */
  final int program;

  /** Lowest and highest MIDI key of its melodies. */
  final int lowest;

  final int highest;

  /** Whether a note lasts as long as it is held. */
  final boolean sustained;

  /** MIDI channel volume, 0 to 127, that sets it level with the others. */
  final int volume;

  private final Words words;

  Instrument(int program, int lowest, int highest, boolean sustained, int volume, String... words) {
    this.program = program;
    this.lowest = lowest;
    this.highest = highest;
    this.sustained = sustained;
    this.volume = volume;
    this.words = new Words(words);
  }

  @Override
  public Words words() {
    return words;
  }

  /** Whether it plays low notes only. */
  boolean isBass() {
    return this == DOUBLE_BASS || this == BASS_GUITAR || this == SYNTH_BASS;
  }
}
