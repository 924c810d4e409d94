package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.colophon.v1.AppliedLabel;
import io.colophon.v1.OutputRecord;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.colophon.v1.Receipt;
import io.colophon.v1.VerifyContentRequest;
import io.colophon.v1.VerifyContentResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A file that was delivered, as {@code VerifyContent} sees it, held against its receipt.
 *
 * @param found the verdict of the gateway that made the file
 * @param label what the receipt says was applied
 */
record Checked(VerifyContentResponse found, AppliedLabel label) {
  private static final int PIECE = 64 << 10;

  /** Labelled, intact, on the record under its digest, and as the receipt says. */
  static Checked of(Doors doors, Path file, String mimeType, Receipt receipt) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    VerifyContentResponse found = verify(doors, bytes);
    OutputRecord output = receipt.getOutputs(0);
    AppliedLabel label = receipt.getLabels(0);

    assertThat(found.getVerdict())
        .as("%s", found)
        .isEqualTo(VerifyContentResponse.Verdict.VERDICT_LABELED);
    assertThat(found.getMimeType()).isEqualTo(mimeType).isEqualTo(output.getMimeType());
    assertThat(found.getLabelsList()).as("%s", found).hasSize(1);
    assertThat(found.getSha256())
        .isEqualTo(output.getSha256())
        .isEqualTo(ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes)));
    assertThat(found.hasLogIndex()).as("on record: %s", found).isTrue();
    assertThat(found.getLogIndex()).isEqualTo(output.getLogIndex());
    assertThat(found.getRequestId()).isEqualTo(receipt.getRequestId());
    assertThat(receipt.getLabelProfile()).isEqualTo("cn+eu");
    assertThat(label.getProfile()).isEqualTo("cn+eu");
    assertThat(receipt.getUsageList()).isNotEmpty();
    assertThat(receipt.getCompute().getFlop().hasValue()).isTrue();
    return new Checked(found, label);
  }

  /** A manifest that holds for this file, signed by a key that nobody outside trusts. */
  Checked isSigned() {
    assertThat(found.hasCredentials()).as("%s", found).isTrue();
    assertThat(found.getCredentials().getState())
        .as("%s", found.getCredentials())
        .isEqualTo("valid");
    assertThat(found.getCredentials().getManifest()).isEqualTo(label.getC2PaManifest());
    assertThat(found.getCredentials().getDigitalSourceType()).isEqualTo("trainedAlgorithmicMedia");
    return this;
  }

  /** No manifest, for this reason. */
  Checked isUnsigned(String reason) {
    assertThat(found.hasCredentials()).as("%s", found).isFalse();
    assertThat(label.getC2PaManifest()).isEmpty();
    assertThat(label.getReasonsList()).contains(reason);
    return this;
  }

  /** The mark that the receipt names is read out of the samples. */
  Checked isMarked() {
    assertThat(label.getWatermarkPayload()).as("%s", label).hasSize(16);
    assertThat(found.getWatermark().getPayload())
        .as("%s", found)
        .isEqualTo(label.getWatermarkPayload());
    assertThat(found.getWatermark().getScore()).isGreaterThanOrEqualTo(6);
    return this;
  }

  /** No mark, for this reason. */
  Checked isUnmarked(String reason) {
    assertThat(found.hasWatermark()).as("%s", found).isFalse();
    assertThat(label.getWatermarkPayload()).isEmpty();
    assertThat(label.getReasonsList()).contains(reason);
    return this;
  }

  /** The metadata label as it stands in the file. */
  String aigc() {
    assertThat(found.getLabels(0).getCarrier()).isEqualTo(label.getImplicit().getCarrier());
    assertThat(found.getLabels(0).getFieldsMap())
        .containsEntry("aigc", label.getImplicit().getAigc());
    return label.getImplicit().getAigc();
  }

  static VerifyContentResponse verify(Doors doors, byte[] bytes) throws Exception {
    CompletableFuture<VerifyContentResponse> answer = new CompletableFuture<>();
    StreamObserver<VerifyContentRequest> upload =
        ProvenanceServiceGrpc.newStub(doors.channel())
            .verifyContent(
                new StreamObserver<>() {
                  @Override
                  public void onNext(VerifyContentResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    answer.completeExceptionally(new IOException("no verdict"));
                  }
                });
    for (int at = 0; at < bytes.length; at += PIECE) {
      ByteString piece = ByteString.copyFrom(bytes, at, Math.min(PIECE, bytes.length - at));
      upload.onNext(VerifyContentRequest.newBuilder().setData(piece).build());
    }
    upload.onCompleted();
    return answer.get(60, TimeUnit.SECONDS);
  }
}
