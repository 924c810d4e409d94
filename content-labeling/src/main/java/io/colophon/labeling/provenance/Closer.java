package io.colophon.labeling.provenance;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Closes several things, last added first, all of them even if one fails. */
final class Closer implements Closeable {
  private final Deque<Closeable> things = new ArrayDeque<>();

  <T extends Closeable> T add(T thing) {
    things.push(thing);
    return thing;
  }

  /** Closes because of a failure; further failures are attached to it. */
  void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (Closeable thing : things) {
      try {
        thing.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    things.clear();
    if (first != null) {
      throw first;
    }
  }
}
