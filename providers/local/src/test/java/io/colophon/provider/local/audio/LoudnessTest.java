package io.colophon.provider.local.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class LoudnessTest {

  @Test
  void write_quietSamples_multipliesThem() throws IOException {
    assertThat(through(2, (short) 100, (short) -3000, (short) 0))
        .containsExactly((short) 200, (short) -6000, (short) 0);
  }

  @Test
  void write_loudSamples_staysBelowTheCeilingAndKeepsTheirOrder() throws IOException {
    short[] out = through(4, (short) 7000, (short) 9000, Short.MAX_VALUE, Short.MIN_VALUE);
    assertThat(out[0]).isLessThan(out[1]);
    assertThat(out[1]).isLessThan(out[2]);
    assertThat(out[2]).isLessThanOrEqualTo((short) 30_801);
    assertThat(out[3]).isGreaterThanOrEqualTo((short) -30_801);
  }

  private static short[] through(double gain, short... samples) throws IOException {
    PcmCollector collector = new PcmCollector(8000, 1);
    new Loudness(collector, gain, 1).write(samples, samples.length);
    return collector.audio().samples();
  }
}
