package io.colophon.gateway.usage;

import com.google.protobuf.Timestamp;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.wire.BlockingSink;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.UsageReport;
import io.colophon.metering.report.UsageReports;
import io.colophon.v1.ExportUsageRequest;
import io.colophon.v1.QueryUsageRequest;
import io.colophon.v1.QueryUsageResponse;
import io.colophon.v1.UsageEntry;
import io.colophon.v1.UsageServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code UsageService}: a caller sees what his tenant used. */
public final class UsageDoor extends UsageServiceGrpc.UsageServiceImplBase {
  private final LedgerEntries ledger;
  private final UsageReports reports;
  private final CallerCalls calls;

  /**
   * The door.
   *
   * @param ledger what is exported, entry by entry
   * @param reports where sums are read from
   */
  public UsageDoor(LedgerEntries ledger, UsageReports reports, CallerCalls calls) {
    this.ledger = ledger;
    this.reports = reports;
    this.calls = calls;
  }

  @Override
  public void queryUsage(QueryUsageRequest request, StreamObserver<QueryUsageResponse> observer) {
    calls.answer(observer, caller -> query(request, caller.tenant()));
  }

  private QueryUsageResponse query(QueryUsageRequest request, String tenant) {
    LedgerFilter filter =
        filter(
            request.hasFrom() ? instant(request.getFrom()) : null,
            request.hasTo() ? instant(request.getTo()) : null,
            tenant);
    try {
      UsageReport report =
          reports.report(ReportFilter.of(filter), dimensions(request.getGroupByList()));
      QueryUsageResponse.Builder answer = QueryUsageResponse.newBuilder();
      report.groups().forEach(group -> answer.addRows(UsageMessages.row(group)));
      return answer.build();
    } catch (IOException failure) {
      throw Refusal.of(Reason.RECORD_FAILED, "usage cannot be read", failure);
    } catch (IllegalArgumentException tooMuch) {
      throw Refusal.invalid("group_by", String.valueOf(tooMuch.getMessage()));
    }
  }

  private static List<Dimension> dimensions(List<String> names) {
    try {
      return names.isEmpty() ? List.of() : Dimension.parse(String.join(",", names));
    } catch (IllegalArgumentException unknown) {
      throw Refusal.invalid("group_by", String.valueOf(unknown.getMessage()));
    }
  }

  @Override
  public void exportUsage(ExportUsageRequest request, StreamObserver<UsageEntry> observer) {
    calls.stream(observer, (caller, sink) -> export(request, caller.tenant(), sink));
  }

  private void export(ExportUsageRequest request, String tenant, BlockingSink<UsageEntry> sink) {
    LedgerFilter filter =
        filter(
            request.hasFrom() ? instant(request.getFrom()) : null,
            request.hasTo() ? instant(request.getTo()) : null,
            tenant);
    try {
      ledger.followSettled(
          0,
          (index, entry) -> {
            if (entry instanceof SettledEntry settled && filter.matches(settled)) {
              sink.send(UsageMessages.entry(index, settled).build());
            } else if (entry instanceof CorrectionEntry correction
                && filter.matches(correction.corrected())) {
              sink.send(UsageMessages.correction(index, correction));
            }
            return true;
          });
    } catch (IOException failure) {
      throw Refusal.of(Reason.RECORD_FAILED, "the ledger cannot be read", failure);
    }
  }

  private static LedgerFilter filter(@Nullable Instant from, @Nullable Instant to, String tenant) {
    try {
      return new LedgerFilter(from, to, tenant, null);
    } catch (IllegalArgumentException backwards) {
      throw Refusal.invalid("from", String.valueOf(backwards.getMessage()));
    }
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
