package io.colophon.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that Maven built, and the Java it runs on. */
final class Version implements IVersionProvider {
  private static final String PROPERTIES =
      "/META-INF/maven/io.colophon/colophon-gateway/pom.properties";

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"colophon " + number(), "Java " + Runtime.version()};
  }

  private static String number() throws IOException {
    try (InputStream in = Version.class.getResourceAsStream(PROPERTIES)) {
      if (in == null) {
        return "(not packaged)";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "(unknown)");
    }
  }
}
