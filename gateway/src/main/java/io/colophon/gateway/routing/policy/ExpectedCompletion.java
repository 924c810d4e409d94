package io.colophon.gateway.routing.policy;

/**
 * The target where the generation is expected to end first: what it will wait there, by how many
 * are under way and how many places were learned, and what its own output takes at the speed that
 * was learned. Needs no configured capacity.
 */
public final class ExpectedCompletion extends Scan {

  @Override
  double norm(Candidates candidates, Ask ask, long nowNanos) {
    return Completion.ofUnknown(candidates);
  }

  @Override
  double score(Candidates candidates, int index, Ask ask, double norm, long nowNanos) {
    return Completion.nanos(candidates, index, ask, norm, nowNanos);
  }
}
