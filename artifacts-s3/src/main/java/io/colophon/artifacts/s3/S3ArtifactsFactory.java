package io.colophon.artifacts.s3;

import io.colophon.gateway.artifacts.ArtifactStore;
import io.colophon.gateway.artifacts.ArtifactStoreFactory;
import io.colophon.gateway.config.S3Config;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens buckets. */
public final class S3ArtifactsFactory implements ArtifactStoreFactory {

  /** For the service loader. */
  public S3ArtifactsFactory() {}

  @Override
  public ArtifactStore open(S3Config config) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(config.region()))
            .forcePathStyle(config.pathStyle())
            // Services beside AWS's own know the newer checksums only in part.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(config.accessKey(), config.secretKey().reveal())));
    config.endpoint().ifPresent(builder::endpointOverride);
    return new S3Artifacts(builder.build(), config.bucket(), config.prefix());
  }
}
