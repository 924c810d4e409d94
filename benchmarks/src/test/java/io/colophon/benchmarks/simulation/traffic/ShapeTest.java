package io.colophon.benchmarks.simulation.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colophon.benchmarks.simulation.engine.VirtualTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeTest {

  @ParameterizedTest
  @EnumSource
  void requests_manyOfThem_useTheLoad(Shape shape) {
    List<Request> requests = shape.requests(60_000, 10_000, 0.5, 1);
    double seconds = (double) requests.get(requests.size() - 1).arrivalNanos() / VirtualTime.SECOND;
    double work =
        requests.stream()
            .mapToDouble(each -> each.output() + each.input() / Shape.INPUT_PER_OUTPUT)
            .sum();

    assertThat(work / seconds).isCloseTo(5000, Percentage.withPercentage(12));
    assertThat(requests)
        .isSortedAccordingTo((a, b) -> Long.compare(a.arrivalNanos(), b.arrivalNanos()));
  }

  /** Means of the traces themselves, which the quantiles were read from. */
  @Test
  void means_ofFittedShapes_areThoseOfTheTraces() {
    assertThat(Shape.AZURE_CODE.meanInput()).isCloseTo(2048, within(205.0));
    assertThat(Shape.AZURE_CODE.meanOutput()).isCloseTo(28, within(3.0));
    assertThat(Shape.AZURE_CONVERSATION.meanInput()).isCloseTo(1155, within(116.0));
    assertThat(Shape.AZURE_CONVERSATION.meanOutput()).isCloseTo(211, within(21.0));
    assertThat(Shape.BURST_GPT.meanInput()).isCloseTo(830, within(125.0));
    assertThat(Shape.BURST_GPT.meanOutput()).isCloseTo(271, within(41.0));
  }

  /** Variance over mean of the counts in 10 s: 71 in the trace, 1 for Poisson. */
  @Test
  void arrivals_azureCode_areAsBurstyAsTheTrace() {
    long[] moments =
        Shape.AZURE_CODE.requests(60_000, 1000, 0.5, 3).stream()
            .mapToLong(Request::arrivalNanos)
            .toArray();
    double[] counts = new double[(int) (moments[moments.length - 1] / (10 * VirtualTime.SECOND))];
    for (long moment : moments) {
      int window = (int) (moment / (10 * VirtualTime.SECOND));
      if (window < counts.length) {
        counts[window]++;
      }
    }
    double mean = Arrays.stream(counts).average().orElseThrow();
    double variance =
        Arrays.stream(counts).map(count -> (count - mean) * (count - mean)).average().orElseThrow();

    assertThat(variance / mean).isBetween(45.0, 100.0);
  }

  @Test
  void sessions_turns_beginWithWhatWasSaidBefore() {
    List<Request> requests = Sessions.requests(2000, 8, 1);
    Request later =
        requests.stream()
            .filter(each -> each.group() == requests.get(200).group() && each.id() > 200)
            .findFirst()
            .orElseThrow();
    long[] earlier = requests.get(200).prefix();

    assertThat(Arrays.copyOf(later.prefix(), earlier.length)).containsExactly(earlier);
    assertThat(later.input()).isGreaterThan(requests.get(200).input());
  }

  @Test
  void sessions_unshared_shareNothing() {
    List<Request> requests = Sessions.unshared(Sessions.requests(500, 8, 1));
    Set<Long> blocks = new HashSet<>();
    int count = 0;
    for (Request request : requests) {
      for (long block : request.prefix()) {
        blocks.add(block);
        count++;
      }
    }

    assertThat(blocks).hasSize(count);
  }
}
