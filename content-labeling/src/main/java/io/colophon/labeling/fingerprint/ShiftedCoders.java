package io.colophon.labeling.fingerprint;

import java.util.ArrayList;
import java.util.List;

/** Codes one sound at several shifts of less than a step, all from the same samples. */
final class ShiftedCoders {
  private final List<SoundCoder> coders = new ArrayList<>();

  /**
   * @param rate samples per second
   * @param shifts how many, evenly spread over one step; the first is none
   */
  ShiftedCoders(int rate, int shifts) {
    for (int i = 0; i < shifts; i++) {
      coders.add(new SoundCoder(rate, SoundCode.STEP_SAMPLES * i / shifts));
    }
  }

  boolean wantMore() {
    return coders.stream().anyMatch(SoundCoder::wantsMore);
  }

  void next(float[] mono) {
    coders.forEach(coder -> coder.next(mono));
  }

  /** Returns the codes that have words. */
  List<SoundCode> end() {
    return coders.stream().map(SoundCoder::end).filter(code -> code.length() > 0).toList();
  }
}
