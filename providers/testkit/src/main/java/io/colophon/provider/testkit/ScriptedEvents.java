package io.colophon.provider.testkit;

import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import java.util.List;

/** Plays a {@link Script} once. */
final class ScriptedEvents implements EventSource {
  private final List<Script.Step> steps;
  private int position;

  ScriptedEvents(Script script) {
    this.steps = script.steps();
  }

  /** Calls {@code wake} whenever one of the script's gates opens. */
  void onOpen(Runnable wake) {
    for (Script.Step step : steps) {
      if (step instanceof Script.Step.Hang hang) {
        hang.gate().onOpen(wake);
      }
    }
  }

  @Override
  public Next next() {
    while (position < steps.size() && steps.get(position) instanceof Script.Step.Hang hang) {
      if (!hang.gate().isOpen()) {
        return Next.NOTHING_YET;
      }
      position++;
    }
    if (position == steps.size()) {
      return Next.END;
    }
    return steps.get(position) instanceof Script.Step.Fail ? Next.FAILURE : Next.EVENT;
  }

  @Override
  public GenerationEvent take() {
    return ((Script.Step.Emit) steps.get(position++)).event();
  }

  @Override
  public ProviderException failure() {
    return ((Script.Step.Fail) steps.get(position)).failure();
  }
}
