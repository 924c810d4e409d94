package io.colophon.artifacts.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.gateway.artifacts.Artifacts;
import io.colophon.gateway.artifacts.IncomingArtifact;
import io.colophon.gateway.config.S3Config;
import io.colophon.provider.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against S3Proxy, which checks signatures and keeps objects in memory. */
class S3ArtifactsTest {
  private static final String BUCKET = "results";

  @TempDir Path folder;
  private BlobStoreContext context;
  private BlobStore objects;
  private S3Proxy proxy;

  @BeforeEach
  void serve() throws Exception {
    context =
        ContextBuilder.newBuilder("transient")
            .overrides(new Properties())
            .build(BlobStoreContext.class);
    objects = context.getBlobStore();
    objects.createContainerInLocation(null, BUCKET);
    proxy =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "colophon", "open sesame")
            .build();
    proxy.start();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.stop();
    context.close();
  }

  @Test
  void read_whatWasReceived_isTheSameFromAnywhere() throws Exception {
    try (Artifacts artifacts = open("open sesame")) {
      store(artifacts, "01JOB", "0", "first second");

      assertThat(artifacts.size("01JOB", "0")).isEqualTo(12);
      assertThat(StandardCharsets.UTF_8.decode(artifacts.readAll("01JOB", "0")).toString())
          .isEqualTo("first second");
      try (InputStream rest = artifacts.read("01JOB", "0", 6)) {
        assertThat(new String(rest.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("second");
      }
      assertThat(objects.blobMetadata(BUCKET, "colophon/01JOB/0").getContentMetadata())
          .extracting(metadata -> metadata.getContentType())
          .isEqualTo("video/mp4");
      try (var left = Files.list(folder.resolve("incoming"))) {
        assertThat(left).as("nothing stays behind").isEmpty();
      }
    }
  }

  @Test
  void delete_job_takesItsFilesAndNoOthers() throws Exception {
    try (Artifacts artifacts = open("open sesame")) {
      store(artifacts, "01JOB", "0", "a");
      store(artifacts, "01JOB", "late-0", "b");
      store(artifacts, "01JOBB", "0", "c");

      artifacts.delete("01JOB");
      artifacts.delete("01NONE");

      assertThatThrownBy(() -> artifacts.size("01JOB", "0"))
          .isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> artifacts.read("01JOB", "late-0", 0))
          .isInstanceOf(NoSuchFileException.class);
      assertThat(artifacts.size("01JOBB", "0")).isOne();
    }
  }

  @Test
  void receive_wrongKey_failsWithoutShowingIt() throws Exception {
    try (Artifacts artifacts = open("wrong words")) {
      assertThatThrownBy(() -> store(artifacts, "01JOB", "0", "a"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("403")
          .hasMessageNotContaining("wrong words");
    }
  }

  private Artifacts open(String secret) throws IOException {
    return Artifacts.open(
        folder,
        Optional.of(
            new S3Config(
                Optional.of(URI.create("http://127.0.0.1:" + proxy.getPort())),
                "us-east-1",
                BUCKET,
                "colophon/",
                "colophon",
                new Secret(secret),
                true)));
  }

  private static void store(Artifacts artifacts, String job, String file, String text)
      throws IOException {
    try (IncomingArtifact incoming = artifacts.receive(job, file, "video/mp4")) {
      incoming.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      incoming.complete();
    }
  }
}
