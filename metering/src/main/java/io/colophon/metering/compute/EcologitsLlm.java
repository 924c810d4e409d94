package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;
import org.jspecify.annotations.Nullable;

/**
 * {@code ecologits-llm-0.11}: the method of EcoLogits 0.11 for text models, computed from its
 * published formulas (mlco2/ecologits, methodology of LLM inference; contract: ecologits.js spec
 * 0.2.0). It counts output tokens only. Bounds are evaluated both lower and both upper.
 *
 * <pre>
 * f_E     = alpha exp(beta B) P + gamma          Wh per output token and GPU, P in 1e9 active
 * dT      = min(T_out / tps + ttft, latency)     s; 1/tps = 0.000679 P + 0.000312 B + 0.0195 unless given
 * n       = 2^ceil(log2(ceil(1.2 P_total 16/8 / 80)))                          GPUs of 80 GB
 * E_it    = dT/3600 1.2 kW n/8 / B  +  n T_out f_E / 1000                      kWh
 * embodied= dT (n/8 server + n GPU) / (3 years B)
 * </pre>
 */
final class EcologitsLlm {
  private static final double ALPHA = 1.1665273170451914e-06;
  private static final double BETA = -0.011205921025579175;
  private static final double GAMMA = 4.052928146734005e-05;
  private static final double BATCH = 64;
  private static final double LATENCY_PER_PARAMETERS = 0.0006785088094353663;
  private static final double LATENCY_PER_BATCH = 0.0003119310311688259;
  private static final double LATENCY_BASE = 0.019473717579473387;
  private static final double GPU_MEMORY_GB = 80;
  private static final double SERVER_KW = 1.2;
  private static final double SERVER_GPUS = 8;
  private static final double LIFETIME_SECONDS = 3 * 365 * 24 * 60 * 60;

  private static final double ENERGY_SLOPE = ALPHA * Math.exp(BETA * BATCH);

  /** Use of the hardware by one request. */
  record Use(Interval gpuSeconds, Interval itEnergy, Interval embodiedShare) {

    /** Embodied impact, from that of a server without GPUs and that of one GPU. */
    Interval embodied(double server, double gpu) {
      return embodiedShare.times(server / SERVER_GPUS + gpu);
    }
  }

  private record Bound(double gpuSeconds, double itEnergy, double embodiedShare) {}

  private EcologitsLlm() {}

  /**
   * @param active parameters per token, above 0
   * @param total all parameters, above 0
   * @param outputTokens 0 or more
   * @param latencySeconds of the request; {@code Infinity} when unknown
   */
  static Use use(
      Interval active,
      Interval total,
      long outputTokens,
      double latencySeconds,
      @Nullable OutputSpeed speed) {
    ModelFacts.checkParameters("active", active);
    ModelFacts.checkParameters("total", total);
    Bound low = bound(active.low(), total.low(), outputTokens, latencySeconds, speed);
    if (active.isPoint() && total.isPoint()) {
      return new Use(
          Interval.of(low.gpuSeconds), Interval.of(low.itEnergy), Interval.of(low.embodiedShare));
    }
    Bound best = bound(active.best(), total.best(), outputTokens, latencySeconds, speed);
    Bound high = bound(active.high(), total.high(), outputTokens, latencySeconds, speed);
    return new Use(
        new Interval(low.gpuSeconds, best.gpuSeconds, high.gpuSeconds),
        new Interval(low.itEnergy, best.itEnergy, high.itEnergy),
        new Interval(low.embodiedShare, best.embodiedShare, high.embodiedShare));
  }

  private static Bound bound(
      double active,
      double total,
      long outputTokens,
      double latencySeconds,
      @Nullable OutputSpeed speed) {
    double gpus = gpus(total / 1e9);
    double seconds = seconds(active, outputTokens, latencySeconds, speed);
    return new Bound(
        seconds * gpus / BATCH,
        itEnergy(active, gpus, seconds, outputTokens),
        seconds * gpus / (LIFETIME_SECONDS * BATCH));
  }

  /** Time that the request holds its place in the batch. */
  static double seconds(
      double active, long outputTokens, double latencySeconds, @Nullable OutputSpeed speed) {
    return Math.min(generationSeconds(active / 1e9, outputTokens, speed), latencySeconds);
  }

  /** kWh of the servers. */
  static double itEnergy(double active, double gpus, double seconds, long outputTokens) {
    double gpuEnergy = outputTokens * (ENERGY_SLOPE * (active / 1e9) + GAMMA) / 1000;
    double serverEnergy = seconds / 3600 * SERVER_KW * (gpus / SERVER_GPUS) / BATCH;
    return serverEnergy + gpus * gpuEnergy;
  }

  /** GPU seconds of the request, by its share of the batch. */
  static double gpuSeconds(double gpus, double seconds) {
    return seconds * gpus / BATCH;
  }

  /** kgCO2e of making the hardware, by the request's share. */
  static double embodied(double gpus, double seconds, double server, double gpu) {
    return seconds * gpus / (LIFETIME_SECONDS * BATCH) * (server / SERVER_GPUS + gpu);
  }

  private static double generationSeconds(
      double billions, long outputTokens, @Nullable OutputSpeed speed) {
    Double tps = speed == null ? null : speed.tokensPerSecond();
    Double ttft = speed == null ? null : speed.firstTokenSeconds();
    double perToken =
        tps != null
            ? 1 / tps
            : LATENCY_PER_PARAMETERS * billions + LATENCY_PER_BATCH * BATCH + LATENCY_BASE;
    return outputTokens * perToken + (ttft == null ? 0 : ttft);
  }

  /** The power of two of 80 GB accelerators that holds the weights at 16 bits and 20 % more. */
  static double gpus(double totalBillions) {
    double memory = 1.2 * totalBillions * 16 / 8;
    double needed = Math.ceil(memory / GPU_MEMORY_GB);
    double gpus = 1;
    while (gpus < needed) {
      gpus *= 2;
    }
    return gpus;
  }
}
