package io.colophon.gateway.routing;

/**
 * What a generation is expected to cost and emit at each of its targets. Asked only by policies
 * that go by it, on the thread that routes; must not block.
 */
public interface ExpectedCosts {

  /** Neither prices nor emissions are known. */
  ExpectedCosts UNKNOWN =
      new ExpectedCosts() {
        @Override
        public long nanoPrice(Target target) {
          return -1;
        }

        @Override
        public double gramsCo2e(Target target) {
          return Double.NaN;
        }
      };

  /** In 1e-9 of the currency, which is the same for all that are compared; -1 if not known. */
  long nanoPrice(Target target);

  /** In gCO2e; NaN if not known. */
  double gramsCo2e(Target target);
}
