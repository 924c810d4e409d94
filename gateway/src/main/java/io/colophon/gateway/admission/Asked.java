package io.colophon.gateway.admission;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.GenerationRequest;

/** A generation before the limits. Used by one thread after the other. */
final class Asked {
  private final Generation generation;
  private final GenerationRequest request;
  private final Counted counted;
  private final CountedChain chain;
  private final Target target;
  private final ExpectedAmounts amounts;
  private final Expectation usual;
  private Expectation lastAskedFor;

  /**
   * @param chain the limits that count it
   * @param target by which it is estimated: the first of its plan
   * @param usual what it is expected to use
   */
  Asked(
      Generation generation,
      Counted counted,
      CountedChain chain,
      Target target,
      ExpectedAmounts amounts,
      Expectation usual) {
    this.generation = generation;
    this.request = generation.received().request();
    this.counted = counted;
    this.chain = chain;
    this.target = target;
    this.amounts = amounts;
    this.usual = usual;
    this.lastAskedFor = usual;
  }

  Generation generation() {
    return generation;
  }

  /** As it was when it was asked; later its words may be changed. */
  GenerationRequest request() {
    return request;
  }

  Counted counted() {
    return counted;
  }

  CountedChain chain() {
    return chain;
  }

  Target target() {
    return target;
  }

  ExpectedAmounts amounts() {
    return amounts;
  }

  Expectation usual() {
    return usual;
  }

  void askedFor(Expectation expected) {
    lastAskedFor = expected;
  }

  /** What is held, once it is granted. */
  Expectation lastAskedFor() {
    return lastAskedFor;
  }
}
