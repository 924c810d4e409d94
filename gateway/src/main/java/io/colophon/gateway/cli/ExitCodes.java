package io.colophon.gateway.cli;

/** How a command tells the one who called it what came of it. */
final class ExitCodes {
  static final int OK = 0;

  /** It could not be done. */
  static final int FAILED = 1;

  /** What was to be checked is not in order: a configuration, the log. */
  static final int NOT_IN_ORDER = 2;

  /** The command line itself is wrong; apart from the verdicts of {@code verify}. */
  static final int USAGE = 64;

  /** A bug of ours. */
  static final int BUG = 70;

  private ExitCodes() {}
}
