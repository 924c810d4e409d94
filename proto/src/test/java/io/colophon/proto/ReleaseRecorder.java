package io.colophon.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes down what a release promises. Not part of the ordinary run; when releasing 0.2.0:
 *
 * <pre>{@code mvn -B -pl proto test -Dtest=ReleaseRecorder -Dcolophon.release=0.2.0}</pre>
 *
 * and commit the new file. A release that is written down is never overwritten.
 */
class ReleaseRecorder {
  /** Where releases stand; tests run in the module's folder. */
  static final Path DIRECTORY = Path.of("src", "test", "resources", "released");

  private static final String VERSION = "colophon.release";

  @Test
  @EnabledIfSystemProperty(named = VERSION, matches = "\\d+\\.\\d+\\.\\d+")
  void release_named_isWrittenDown() throws IOException {
    FileDescriptorSet promised = Contract.promised(Contract.current());
    Path file = DIRECTORY.resolve("colophon-v1-" + System.getProperty(VERSION) + ".protoset");

    Files.write(file, promised.toByteArray(), StandardOpenOption.CREATE_NEW);

    assertThat(Contract.read(file)).isEqualTo(promised);
  }
}
