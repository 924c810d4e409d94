package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.read.ManifestReport.Finding;
import io.colophon.labeling.credentials.read.ManifestReport.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects status codes. Not thread-safe. */
final class Findings {
  /** A store of real life has a few dozen. */
  private static final int MAX = 10_000;

  private final List<Finding> all = new ArrayList<>();
  private String ingredient = "";

  /** From now on, until the next call, findings are about this ingredient; empty for none. */
  String about(String ingredientUrl) {
    String before = ingredient;
    ingredient = ingredientUrl;
    return before;
  }

  void good(String code, String url, String explanation) throws StoreException {
    add(Kind.SUCCESS, code, url, explanation);
  }

  void neutral(String code, String url, String explanation) throws StoreException {
    add(Kind.INFORMATIONAL, code, url, explanation);
  }

  void bad(String code, String url, String explanation) throws StoreException {
    add(Kind.FAILURE, code, url, explanation);
  }

  /** What ended the validation; always has room. */
  void end(StoreException e, String url) {
    all.add(new Finding(Kind.FAILURE, e.code(), url, e.explanation(), ingredient));
  }

  List<Finding> all() {
    return all;
  }

  private void add(Kind kind, String code, String url, String explanation) throws StoreException {
    if (all.size() >= MAX) {
      throw new StoreException(StatusCodes.GENERAL_ERROR, "more than " + MAX + " findings");
    }
    all.add(new Finding(kind, code, url, explanation, ingredient));
  }
}
