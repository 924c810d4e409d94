package io.colophon.labeling;

/** How content came to be, in the terms of the IPTC vocabulary of digital source types. */
public enum Origin {
  /** Made by a trained model from a prompt alone. */
  GENERATED("trainedAlgorithmicMedia"),
  /** Made by a trained model out of somebody's content. */
  EDITED("compositeWithTrainedAlgorithmicMedia"),
  /** Made elsewhere and only passed on: nothing is claimed about it beyond its label. */
  PASSED_ON("");

  private final String digitalSourceType;

  Origin(String digitalSourceType) {
    this.digitalSourceType = digitalSourceType;
  }

  /** Last part of the term's address; empty when nothing is claimed. */
  public String digitalSourceType() {
    return digitalSourceType;
  }
}
