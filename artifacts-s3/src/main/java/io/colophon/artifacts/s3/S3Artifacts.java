package io.colophon.artifacts.s3;

import io.colophon.gateway.artifacts.ArtifactStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Artifacts as objects of a bucket, named by a prefix, the job and the file. */
final class S3Artifacts implements ArtifactStore {
  private static final int NOT_FOUND = 404;

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  S3Artifacts(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /** What is done with the client. */
  private interface Call<T> {
    T run();
  }

  @Override
  public void put(String name, String mimeType, Path file) throws IOException {
    var unused =
        call(
            name,
            () ->
                client.putObject(
                    request -> request.bucket(bucket).key(prefix + name).contentType(mimeType),
                    RequestBody.fromFile(file)));
  }

  @Override
  public long size(String name) throws IOException {
    return call(
        name,
        () ->
            client
                .headObject(request -> request.bucket(bucket).key(prefix + name))
                .contentLength());
  }

  @Override
  public InputStream read(String name, long from) throws IOException {
    return call(
        name,
        () ->
            client.getObject(
                request -> {
                  request.bucket(bucket).key(prefix + name);
                  if (from > 0) {
                    request.range("bytes=" + from + "-");
                  }
                }));
  }

  @Override
  public void deleteFolder(String folder) throws IOException {
    var unused =
        call(
            folder,
            () -> {
              for (S3Object object :
                  client
                      .listObjectsV2Paginator(
                          request -> request.bucket(bucket).prefix(prefix + folder + "/"))
                      .contents()) {
                client.deleteObject(request -> request.bucket(bucket).key(object.key()));
              }
              return folder;
            });
  }

  private <T> T call(String name, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (S3Exception refused) {
      if (refused.statusCode() == NOT_FOUND) {
        NoSuchFileException missing = new NoSuchFileException(name);
        missing.initCause(refused);
        throw missing;
      }
      throw new IOException(
          "the bucket " + bucket + " answers " + refused.statusCode() + " for " + name, refused);
    } catch (SdkException failure) {
      throw new IOException("the bucket " + bucket + " cannot be reached for " + name, failure);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
