package io.colophon.labeling.credentials.read;

import java.util.List;
import java.util.function.Consumer;

/**
 * A manifest that is wrong in one way, or right, and what validators have to say of it.
 *
 * @param failures codes of what is wrong, in alphabetical order, each once
 * @param theirs the same of the reference implementation
 * @param refused whether the reference implementation gives no report at all
 */
record ForgedCase(
    String name,
    List<String> failures,
    List<String> theirs,
    boolean refused,
    Consumer<Forge> change) {

  static ForgedCase wrong(String name, String... failures) {
    return new ForgedCase(name, List.of(failures), List.of(failures), false, forge -> {});
  }

  ForgedCase theirsIs(String... codes) {
    return new ForgedCase(name, failures, List.of(codes), refused, change);
  }

  ForgedCase refuses() {
    return new ForgedCase(name, failures, theirs, true, change);
  }

  ForgedCase with(Consumer<Forge> how) {
    return new ForgedCase(name, failures, theirs, refused, how);
  }

  @Override
  public String toString() {
    return name;
  }
}
