package io.colophon.gateway.pipeline;

import java.util.function.Supplier;

/** Where the configuration in force is found. Thread-safe. */
public interface RunningConfigs extends Supplier<RunningConfig> {

  /** What is in force, for a look. */
  @Override
  RunningConfig get();

  /** What is in force, to be worked with; pair with {@link ConfigUse#release()}. */
  RunningConfig acquire();
}
