package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.ModelDescription;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model and of how it is served. Built once per target, not per generation. What
 * is null is unknown.
 *
 * @param model the name that the upstream knows
 * @param activeParameters parameters used for one token, above 0; bounds for closed models
 * @param totalParameters all parameters, above 0
 * @param network how it is built
 * @param serving how it is served
 * @param speed published speed of its output
 * @param throughput published throughput of a whole server
 */
public record ModelFacts(
    String model,
    @Nullable Interval activeParameters,
    @Nullable Interval totalParameters,
    @Nullable Network network,
    Serving serving,
    @Nullable OutputSpeed speed,
    @Nullable ThroughputProfile throughput) {

  /** Keeps every product of the models finite. */
  private static final double MOST_PARAMETERS = 1e15;

  public ModelFacts {
    checkParameters("active", activeParameters);
    checkParameters("total", totalParameters);
  }

  /** Nothing is known but the name. */
  public static ModelFacts named(String model) {
    return new ModelFacts(model, null, null, null, Serving.UNKNOWN, null, null);
  }

  /** What the provider declares of its model. A declared count of 0 means "none", hence unknown. */
  public static ModelFacts declared(ModelDescription model) {
    return named(model.name())
        .withParameters(count(model.activeParameters()), count(model.totalParameters()));
  }

  private static @Nullable Interval count(OptionalDouble parameters) {
    return parameters.isPresent() && parameters.getAsDouble() > 0
        ? Interval.of(parameters.getAsDouble())
        : null;
  }

  /** The same under another name: that by which the upstream knows it. */
  public ModelFacts withName(String name) {
    return new ModelFacts(
        name, activeParameters, totalParameters, network, serving, speed, throughput);
  }

  /** One count known means both: a dense model uses all its parameters. */
  public ModelFacts withParameters(@Nullable Interval active, @Nullable Interval total) {
    return new ModelFacts(
        model,
        active == null ? total : active,
        total == null ? active : total,
        network,
        serving,
        speed,
        throughput);
  }

  public ModelFacts withNetwork(@Nullable Network known) {
    return new ModelFacts(
        model, activeParameters, totalParameters, known, serving, speed, throughput);
  }

  public ModelFacts withServing(Serving known) {
    return new ModelFacts(
        model, activeParameters, totalParameters, network, known, speed, throughput);
  }

  public ModelFacts withAccelerator(Accelerator known, Accelerator.Precision computedIn) {
    return withServing(serving.on(known, computedIn));
  }

  public ModelFacts withSpeed(@Nullable OutputSpeed known) {
    return new ModelFacts(
        model, activeParameters, totalParameters, network, serving, known, throughput);
  }

  public ModelFacts withThroughput(@Nullable ThroughputProfile known) {
    return new ModelFacts(model, activeParameters, totalParameters, network, serving, speed, known);
  }

  static void checkParameters(String which, @Nullable Interval count) {
    if (count != null && !(count.low() > 0 && count.high() <= MOST_PARAMETERS)) {
      throw new IllegalArgumentException(
          which
              + " parameters are "
              + count.low()
              + ".."
              + count.high()
              + ", expected a count above 0 and up to "
              + MOST_PARAMETERS);
    }
  }
}
