package io.colophon.benchmarks.simulation.traffic;

import io.colophon.benchmarks.simulation.engine.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * What traffic looks like: when requests come, and how long inputs and outputs are. The shapes of
 * public traces are parameters fitted to them; the traces themselves are not here.
 */
public enum Shape {
  /** Poisson arrivals, no input to read, log-normal outputs of mean 300 and sigma 1. */
  PLAIN("Poisson, log-normal", new Arrivals.Poisson()) {
    @Override
    int input(Draws draws) {
      return 0;
    }

    @Override
    int output(Draws draws) {
      double log = StrictMath.log(300) - 0.5 + draws.gaussian();
      return (int) Math.max(1, Math.round(StrictMath.exp(log)));
    }

    @Override
    double meanInput() {
      return 0;
    }

    @Override
    public double meanOutput() {
      return 300;
    }
  },

  /**
   * Code completion at Azure, 2023-11-16 (AzureLLMInferenceTrace_code.csv of
   * Azure/AzurePublicDataset, CC BY; Patel et al., Splitwise, ISCA 2024): 8,819 requests in 57
   * minutes. Quantiles of the tokens; arrivals on for 12.7 s and off for 47 s in the mean, from the
   * variance over mean of the counts in 1, 10 and 60 s (13, 71, 160).
   */
  AZURE_CODE("Azure code 2023", new Arrivals.Modulated(12.1, 0, 12.7, 47)) {
    private final Quantiles inputs =
        Quantiles.of(
            0, 3, 0.01, 17, 0.05, 75, 0.1, 147, 0.25, 578, 0.5, 1469, 0.75, 2745, 0.9, 5194, 0.95,
            7315, 1, 7437);
    private final Quantiles outputs =
        Quantiles.of(
            0, 6, 0.1, 7, 0.25, 9, 0.5, 13, 0.75, 24, 0.9, 55, 0.95, 90, 0.99, 252, 0.999, 831, 1,
            1899);

    @Override
    int input(Draws draws) {
      return inputs.draw(draws);
    }

    @Override
    int output(Draws draws) {
      return outputs.draw(draws);
    }

    @Override
    double meanInput() {
      return inputs.mean();
    }

    @Override
    public double meanOutput() {
      return outputs.mean();
    }
  },

  /**
   * Conversations at Azure, 2023-11-16 (AzureLLMInferenceTrace_conv.csv, as above): 19,366 requests
   * in 58 minutes. Arrivals swing slowly by a quarter, from counts in 1, 10 and 60 s (1.4, 4, 21).
   */
  AZURE_CONVERSATION("Azure conversation 2023", new Arrivals.Modulated(7, 4.05, 200, 200)) {
    private final Quantiles inputs =
        Quantiles.of(
            0, 2, 0.01, 29, 0.05, 181, 0.1, 207, 0.25, 396, 0.5, 1020, 0.75, 1189, 0.9, 2735, 0.95,
            4083, 0.99, 4142, 0.999, 6212, 1, 14050);
    private final Quantiles outputs =
        Quantiles.of(
            0, 7, 0.01, 16, 0.05, 41, 0.1, 54, 0.25, 85, 0.5, 129, 0.75, 395, 0.9, 424, 0.95, 451,
            0.99, 601, 0.999, 954, 1, 1000);

    @Override
    int input(Draws draws) {
      return inputs.draw(draws);
    }

    @Override
    int output(Draws draws) {
      return outputs.draw(draws);
    }

    @Override
    double meanInput() {
      return inputs.mean();
    }

    @Override
    public double meanOutput() {
      return outputs.mean();
    }
  },

  /**
   * GPT-4 conversations of BurstGPT: quantiles as printed by Sun et al. (Llumnix, OSDI 2024, table
   * 1). Gaps are gamma-distributed (Wang et al., BurstGPT, arXiv 2401.17644); the coefficient of
   * variation, 2, is our choice within what they show.
   */
  BURST_GPT("BurstGPT", new Arrivals.Gamma(0.25)) {
    private final Quantiles inputs =
        Quantiles.of(0, 20, 0.5, 582, 0.8, 1427, 0.95, 2345, 0.99, 3549, 1, 6000);
    private final Quantiles outputs =
        Quantiles.of(0, 20, 0.5, 243, 0.8, 434, 0.95, 669, 0.99, 964, 1, 1500);

    @Override
    int input(Draws draws) {
      return inputs.draw(draws);
    }

    @Override
    int output(Draws draws) {
      return outputs.draw(draws);
    }

    @Override
    double meanInput() {
      return inputs.mean();
    }

    @Override
    public double meanOutput() {
      return outputs.mean();
    }
  };

  /**
   * Input tokens that take as long to read as one output token to write. A prompt of 10,000 tokens
   * that is not cached takes 3.7 s on a node of about 50 tokens per second (public measurements of
   * llm-d: 4.3 s cold, 0.6 s warm).
   */
  public static final double INPUT_PER_OUTPUT = 50;

  private final String title;
  private final Arrivals arrivals;

  Shape(String title, Arrivals arrivals) {
    this.title = title;
    this.arrivals = arrivals;
  }

  abstract int input(Draws draws);

  abstract int output(Draws draws);

  abstract double meanInput();

  /** Tokens of an output in the mean. */
  public abstract double meanOutput();

  public String title() {
    return title;
  }

  /** Work of one request in the mean, in output tokens. */
  public double meanWork() {
    return meanOutput() + meanInput() / INPUT_PER_OUTPUT;
  }

  /**
   * Traffic that uses a share of a fleet.
   *
   * @param capacity output tokens per second of the fleet
   * @param load the share, for instance 0.85
   */
  public List<Request> requests(int count, double capacity, double load, long seed) {
    double rate = load * capacity / meanWork();
    long[] moments = arrivals.draw(count, rate, Draws.of(seed, "arrivals"));
    Draws inputs = Draws.of(seed, "inputs");
    Draws outputs = Draws.of(seed, "outputs");
    List<Request> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      requests.add(Request.plain(i, moments[i], input(inputs), output(outputs)));
    }
    return requests;
  }
}
