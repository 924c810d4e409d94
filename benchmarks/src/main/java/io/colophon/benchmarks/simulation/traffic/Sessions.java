package io.colophon.benchmarks.simulation.traffic;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.engine.VirtualTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Conversations: each begins with one of a few system prompts and goes on for some turns, and each
 * turn's prompt holds all turns before it. When a turn comes does not depend on how fast the one
 * before it was answered, so that every policy is asked the same.
 */
public final class Sessions {
  private static final int APPLICATIONS = 50;
  private static final double POPULARITY = 1.0; // Zipf exponent of the applications
  private static final double GO_ON = 0.8; // five turns in the mean
  private static final double THINK_SECONDS = 60;
  private static final double READ_PER_SECOND = 25; // tokens of an answer, before the next turn

  private Sessions() {}

  private record Turn(long at, int session, int input, int output, long[] prefix) {}

  /**
   * @param turnsPerSecond in the mean
   */
  public static List<Request> requests(int count, double turnsPerSecond, long seed) {
    Draws draws = Draws.of(seed, "sessions");
    Quantiles system = Quantiles.of(0, 200, 0.5, 1000, 0.9, 3000, 1, 6000);
    Quantiles said = Quantiles.of(0, 5, 0.5, 60, 0.9, 400, 0.99, 1500, 1, 3000);
    int[] systems = new int[APPLICATIONS];
    double[] popularity = new double[APPLICATIONS];
    double sum = 0;
    for (int i = 0; i < APPLICATIONS; i++) {
      systems[i] = system.draw(draws);
      sum += StrictMath.pow(i + 1, -POPULARITY);
      popularity[i] = sum;
    }
    List<Turn> turns = new ArrayList<>();
    double now = 0;
    for (int session = 0; turns.size() < 1.5 * count; session++) {
      now += draws.exponential(1 / (turnsPerSecond * (1 - GO_ON)));
      double which = draws.nextDouble() * sum;
      int application = 0;
      while (popularity[application] < which) {
        application++;
      }
      session(turns, session, now, application, systems[application], said, draws);
    }
    turns.sort(Comparator.comparingLong(Turn::at).thenComparingInt(Turn::session));
    List<Request> requests = new ArrayList<>(count);
    for (Turn turn : turns.subList(0, count)) {
      requests.add(
          new Request(
              requests.size(),
              turn.at(),
              turn.input(),
              turn.output(),
              turn.prefix(),
              turn.session()));
    }
    return requests;
  }

  private static void session(
      List<Turn> turns,
      int session,
      double begins,
      int application,
      int system,
      Quantiles said,
      Draws draws) {
    double at = begins;
    int prompt = system;
    do {
      prompt += said.draw(draws);
      int output = Shape.AZURE_CONVERSATION.output(draws);
      turns.add(
          new Turn(
              (long) (at * VirtualTime.SECOND),
              session,
              prompt,
              output,
              blocks(application, system, session, prompt)));
      prompt += output;
      at += output / READ_PER_SECOND + draws.exponential(THINK_SECONDS);
    } while (draws.nextDouble() < GO_ON);
  }

  /** The same for everybody up to the end of the system prompt, then the session's own. */
  private static long[] blocks(int application, int system, int session, int tokens) {
    long[] blocks = new long[tokens / Request.BLOCK];
    for (int i = 0; i < blocks.length; i++) {
      boolean shared = (i + 1) * Request.BLOCK <= system;
      long owner = shared ? application : APPLICATIONS + (long) session;
      blocks[i] = (owner << 20 | i) * 0x9E3779B97F4A7C15L;
    }
    return blocks;
  }

  /** The same requests, none of which shares anything with another. */
  public static List<Request> unshared(List<Request> requests) {
    return requests.stream()
        .map(
            request -> {
              long[] own = new long[request.prefix().length];
              for (int i = 0; i < own.length; i++) {
                own[i] = ((1L << 40) + ((long) request.id() << 12) + i) * 0x9E3779B97F4A7C15L;
              }
              return new Request(
                  request.id(),
                  request.arrivalNanos(),
                  request.input(),
                  request.output(),
                  own,
                  request.id());
            })
        .toList();
  }
}
