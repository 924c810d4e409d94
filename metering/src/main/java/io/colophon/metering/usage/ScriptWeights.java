package io.colophon.metering.usage;

/**
 * Tokens for each thing that a text is made of.
 *
 * @param word a word of Latin letters, or the part of one that begins with a capital
 * @param longWordLetter each letter after the eighth of a word
 * @param otherWord a word of another alphabet, to which its letters come
 * @param otherLetter a letter of another alphabet
 * @param han an ideograph
 * @param kana a Japanese syllable
 * @param hangul a Korean syllable
 * @param number three digits or the rest of a number
 * @param digit a digit, to which its number comes
 * @param pause a run of spaces, or of line ends
 * @param mark a mark of punctuation, the first of a run
 * @param moreMark each further mark of a run
 * @param wideMark a mark of Chinese or Japanese punctuation
 * @param symbol anything else, such as half of an emoji
 */
record ScriptWeights(
    double word,
    double longWordLetter,
    double otherWord,
    double otherLetter,
    double han,
    double kana,
    double hangul,
    double number,
    double digit,
    double pause,
    double mark,
    double moreMark,
    double wideMark,
    double symbol) {

  /** The same with other weights for the scripts of East Asia. */
  ScriptWeights eastAsian(double ofHan, double ofKana, double ofHangul) {
    return new ScriptWeights(
        word,
        longWordLetter,
        otherWord,
        otherLetter,
        ofHan,
        ofKana,
        ofHangul,
        number,
        digit,
        pause,
        mark,
        moreMark,
        wideMark,
        symbol);
  }

  /** The same for a tokenizer that makes every digit a token. */
  ScriptWeights digitByDigit() {
    return new ScriptWeights(
        word,
        longWordLetter,
        otherWord,
        otherLetter,
        han,
        kana,
        hangul,
        0,
        1,
        pause,
        mark,
        moreMark,
        wideMark,
        symbol);
  }

  /** The same with {@code factor} times the tokens for words of Latin letters. */
  ScriptWeights wordsTimes(double factor) {
    return new ScriptWeights(
        word * factor,
        longWordLetter * factor,
        otherWord,
        otherLetter,
        han,
        kana,
        hangul,
        number,
        digit,
        pause,
        mark,
        moreMark,
        wideMark,
        symbol);
  }
}
