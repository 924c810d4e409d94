package io.colophon.throttling;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WideTest {

  @Test
  void division_randomOperands_agreesWithBigInteger() {
    SplittableRandom random = new SplittableRandom(20261122);
    for (int i = 0; i < 200_000; i++) {
      long a = random.nextLong() >>> 1 + random.nextInt(62);
      long b = random.nextLong() >>> 4 + random.nextInt(58);
      long divisor = 1 + (random.nextLong() >>> 22 + random.nextInt(41));
      long c = random.nextLong(divisor);
      BigInteger[] expected =
          BigInteger.valueOf(a)
              .multiply(BigInteger.valueOf(b))
              .add(BigInteger.valueOf(c))
              .divideAndRemainder(BigInteger.valueOf(divisor));
      long quotient = expected[0].min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
      assertThat(Wide.quotient(a, b, c, divisor)).isEqualTo(quotient);
      if (quotient < Long.MAX_VALUE) {
        assertThat(Wide.remainder(a, b, c, divisor, quotient)).isEqualTo(expected[1].longValue());
      }
    }
  }

  @Test
  void quotient_ofLargeDivisors_agreesWithBigInteger() {
    SplittableRandom random = new SplittableRandom(20261123);
    for (int i = 0; i < 20_000; i++) {
      long a = random.nextLong() >>> 1 + random.nextInt(62);
      long b = random.nextLong() >>> 4 + random.nextInt(58);
      long divisor = Wide.MOST_DIVISOR + (random.nextLong() >>> 1 + random.nextInt(20)) / 2;
      long c = random.nextLong(divisor);
      BigInteger expected =
          BigInteger.valueOf(a)
              .multiply(BigInteger.valueOf(b))
              .add(BigInteger.valueOf(c))
              .divide(BigInteger.valueOf(divisor))
              .min(BigInteger.valueOf(Long.MAX_VALUE));
      assertThat(Wide.quotient(a, b, c, divisor)).isEqualTo(expected.longValue());
    }
  }

  @Test
  void quotient_beyondLong_isTheLargestLong() {
    assertThat(Wide.quotient(Long.MAX_VALUE, 1L << 60, 0, 1)).isEqualTo(Long.MAX_VALUE);
  }
}
