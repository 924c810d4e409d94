package io.colophon.gateway.config.yaml;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read, in words; the path stands in the message around it. */
public final class FileProblem {
  private FileProblem() {}

  public static String of(Exception thrown) {
    if (thrown instanceof NoSuchFileException) {
      return "no such file";
    }
    if (thrown instanceof AccessDeniedException) {
      return "no permission";
    }
    return String.valueOf(thrown.getMessage());
  }
}
