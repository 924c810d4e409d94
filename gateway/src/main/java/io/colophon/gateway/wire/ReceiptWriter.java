package io.colophon.gateway.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.colophon.gateway.pipeline.LabeledOutput;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.labeling.AppliedLabel;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.v1.AppliedLabel.Builder;
import io.colophon.v1.Attempt;
import io.colophon.v1.ExplicitLabel;
import io.colophon.v1.ImplicitLabel;
import io.colophon.v1.OutputRecord;
import io.colophon.v1.Times;
import io.colophon.v1.UsageCount;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** Writes receipts as messages. */
public final class ReceiptWriter {

  private ReceiptWriter() {}

  /** The receipt as the caller gets it. */
  public static io.colophon.v1.Receipt write(Receipt receipt) {
    io.colophon.v1.Receipt.Builder out =
        io.colophon.v1.Receipt.newBuilder()
            .setRequestId(receipt.requestId())
            .setRequestedModel(receipt.requestedModel().name())
            .setTargetModel(receipt.targetModel().name())
            .setServedModel(receipt.servedModel().map(ServedModel::name).orElse(""))
            .setRoute(receipt.route())
            .setCompute(FigureWriter.compute(receipt.reading().figures()))
            .setCost(FigureWriter.cost(receipt.reading().cost()))
            .setTimes(times(receipt))
            .setLabelProfile(receipt.labelProfile());
    receipt
        .attempts()
        .forEach(
            attempt ->
                out.addAttempts(
                    Attempt.newBuilder()
                        .setTarget(attempt.target())
                        .setOutcome(attempt.outcome())
                        .setDuration(duration(attempt.durationNanos()))
                        .setReason(attempt.reason())));
    for (UsageUnit unit : UsageUnit.values()) {
      if (receipt.usage().of(unit) instanceof Quantity.Known known) {
        out.addUsage(count(unit, known));
      }
    }
    receipt.outputs().forEach(output -> add(out, output));
    return out.build();
  }

  /** One counter. */
  public static UsageCount count(UsageUnit unit, Quantity.Known known) {
    return UsageCount.newBuilder()
        .setUnit(unit.id())
        .setValue(known.value())
        .setSource(known.source().name().toLowerCase(Locale.ROOT))
        .build();
  }

  private static void add(io.colophon.v1.Receipt.Builder out, LabeledOutput output) {
    out.addLabels(label(output.index(), output.label()));
    out.addOutputs(
        OutputRecord.newBuilder()
            .setOutput(output.index())
            .setMimeType(output.mimeType())
            .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(output.sha256())))
            .setSizeBytes(output.sizeBytes())
            .setLogIndex(output.logIndex()));
  }

  /** One output's labels, as a receipt tells them. */
  public static Builder label(int index, AppliedLabel label) {
    Builder out =
        io.colophon.v1.AppliedLabel.newBuilder()
            .setOutput(index)
            .setProfile(label.profile())
            .setImplicit(
                ImplicitLabel.newBuilder()
                    .setCarrier(label.implicit().carrier())
                    .setAigc(label.implicit().aigcJson())
                    .addAllNotes(label.implicit().notes()))
            .addAllReasons(label.reasons());
    label
        .credentials()
        .ifPresent(
            signed -> {
              out.setC2PaManifest(signed.manifest()).setC2PaSigner(signed.signer());
              signed.stampedAt().ifPresent(time -> out.setC2PaStampedAt(timestamp(time)));
            });
    label
        .watermark()
        .ifPresent(
            mark -> out.setWatermark(mark.algorithm()).setWatermarkPayload(mark.payloadHex()));
    label
        .explicit()
        .ifPresent(
            explicit -> {
              ExplicitLabel.Builder seen =
                  ExplicitLabel.newBuilder()
                      .setKind(explicit.kind())
                      .setText(explicit.text())
                      .setPlace(explicit.place());
              explicit.heightRatio().ifPresent(seen::setHeightRatio);
              explicit.startMillis().ifPresent(seen::setStartMillis);
              explicit.durationMillis().ifPresent(seen::setDurationMillis);
              out.setExplicit(seen);
            });
    return out;
  }

  private static Times times(Receipt receipt) {
    Times.Builder out =
        Times.newBuilder()
            .setReceived(timestamp(receipt.received()))
            .setQueued(duration(receipt.times().queuedNanos()))
            .setTotal(duration(receipt.times().totalNanos()))
            .setGatewayOverhead(duration(receipt.times().overheadNanos()));
    receipt.times().firstOutputNanos().ifPresent(n -> out.setFirstOutput(duration(n)));
    return out.build();
  }

  static Duration duration(long nanos) {
    return Duration.newBuilder()
        .setSeconds(nanos / 1_000_000_000L)
        .setNanos((int) (nanos % 1_000_000_000L))
        .build();
  }

  /** A point in time as a message. */
  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
