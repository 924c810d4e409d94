package io.colophon.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract finds every fault that it is there to find. */
class ProviderContractTest {

  /** Which fault the suite below runs with; the launcher makes its instances. */
  private static volatile Fault underTest;

  /** Not found by the build's own patterns, which end in Test: runs only from the test below. */
  static final class BrokenContract extends ProviderContract {
    @Override
    protected Provider create(ProviderContext context) {
      return new BrokenProvider(underTest, context);
    }

    @Override
    protected boolean repeatable(ModelDescription model, Ability ability) {
      return true;
    }

    @Override
    protected Duration patience() {
      return underTest == Fault.NONE ? Duration.ofSeconds(30) : Duration.ofMillis(200);
    }
  }

  @Test
  void soundProvider_runThroughTheContract_passes() {
    underTest = Fault.NONE;
    assertThat(failedTests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void fault_runThroughTheContract_isSeen(Fault fault) {
    underTest = fault;
    List<String> failed = failedTests();
    assertThat(failed)
        .as("tests that fail with %s", fault)
        .anyMatch(name -> name.contains(fault.seenBy));
  }

  private static List<String> failedTests() {
    List<String> failed = new ArrayList<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(BrokenContract.class))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                  failed.add(test.getDisplayName());
                }
              }
            });
    return failed;
  }
}
