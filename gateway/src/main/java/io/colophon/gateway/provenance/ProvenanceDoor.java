package io.colophon.gateway.provenance;

import com.google.protobuf.ByteString;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.wire.BlockingSink;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.labeling.provenance.Hash;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.Page;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.RecordFilter;
import io.colophon.v1.Checkpoint;
import io.colophon.v1.ConsistencyProof;
import io.colophon.v1.ExportRecordsRequest;
import io.colophon.v1.GetCheckpointRequest;
import io.colophon.v1.GetConsistencyProofRequest;
import io.colophon.v1.GetInclusionProofRequest;
import io.colophon.v1.GetRecordRequest;
import io.colophon.v1.InclusionProof;
import io.colophon.v1.LabelContentRequest;
import io.colophon.v1.LabelContentResponse;
import io.colophon.v1.ListRecordsRequest;
import io.colophon.v1.ListRecordsResponse;
import io.colophon.v1.ProvenanceRecord;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.colophon.v1.VerifyContentRequest;
import io.colophon.v1.VerifyContentResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code ProvenanceService}. A caller sees the records of his tenant; checkpoints and proofs are
 * the same for all, since they show nothing but hashes.
 */
public final class ProvenanceDoor extends ProvenanceServiceGrpc.ProvenanceServiceImplBase {
  private static final int DEFAULT_PAGE = 100;
  private static final String PREFIX = "records/";

  /** Takes up calls that hand in a file to be labelled. */
  @FunctionalInterface
  public interface ContentLabeling {
    /** Called while the service method runs. */
    StreamObserver<LabelContentRequest> begin(ServerCallStreamObserver<LabelContentResponse> call);
  }

  private final ProvenanceLog log;
  private final CallerCalls calls;
  private final Path uploadDirectory;
  private final long maxUploadBytes;
  private final FileVerification verification;
  private final ContentLabeling labeling;
  private final AtomicLong uploads = new AtomicLong();

  /**
   * @param uploadDirectory where files wait while they are looked at
   * @param maxUploadBytes the largest file to take
   */
  public ProvenanceDoor(
      ProvenanceLog log,
      FileVerification verification,
      ContentLabeling labeling,
      CallerCalls calls,
      Path uploadDirectory,
      long maxUploadBytes) {
    this.log = log;
    this.calls = calls;
    this.uploadDirectory = uploadDirectory;
    this.maxUploadBytes = maxUploadBytes;
    this.verification = verification;
    this.labeling = labeling;
  }

  @Override
  public StreamObserver<VerifyContentRequest> verifyContent(
      StreamObserver<VerifyContentResponse> observer) {
    UploadCall upload =
        new UploadCall(
            (ServerCallStreamObserver<VerifyContentResponse>) observer,
            calls,
            verification,
            uploadDirectory.resolve(uploads.incrementAndGet() + ".upload"),
            maxUploadBytes);
    upload.begin();
    return upload;
  }

  @Override
  public StreamObserver<LabelContentRequest> labelContent(
      StreamObserver<LabelContentResponse> observer) {
    return labeling.begin((ServerCallStreamObserver<LabelContentResponse>) observer);
  }

  @Override
  public void getRecord(GetRecordRequest request, StreamObserver<ProvenanceRecord> observer) {
    calls.answer(
        observer,
        caller ->
            reading(
                () ->
                    log.entry(index(request.getName()))
                        .filter(entry -> entry.record().tenant().equals(caller.tenant()))
                        .map(ProvenanceMessages::record)
                        .orElseThrow(
                            () ->
                                Refusal.of(
                                    Reason.NOT_FOUND,
                                    "no record \"" + request.getName() + "\" of this tenant"))));
  }

  private static long index(String name) {
    try {
      if (name.startsWith(PREFIX)) {
        return Long.parseLong(name.substring(PREFIX.length()));
      }
    } catch (NumberFormatException notANumber) {
      // told below, with the same words
    }
    throw Refusal.invalid("name", "expected records/INDEX, for instance records/0");
  }

  @Override
  public void listRecords(
      ListRecordsRequest request, StreamObserver<ListRecordsResponse> observer) {
    calls.answer(
        observer,
        caller -> {
          int size = request.getPageSize() == 0 ? DEFAULT_PAGE : request.getPageSize();
          if (size < 1) {
            throw Refusal.invalid("page_size", size + ", expected 0 to 1000");
          }
          Page<LogEntry> page =
              reading(
                  () ->
                      log.list(
                          filter(request.getFilter(), caller.tenant()),
                          from(request.getPageToken()),
                          Math.min(size, ProvenanceLog.MAX_RESULTS)));
          ListRecordsResponse.Builder answer = ListRecordsResponse.newBuilder();
          page.items().forEach(entry -> answer.addRecords(ProvenanceMessages.record(entry)));
          page.nextIndex().ifPresent(next -> answer.setNextPageToken(Long.toString(next)));
          return answer.build();
        });
  }

  private static long from(String token) {
    try {
      return token.isEmpty() ? 0 : Long.parseUnsignedLong(token);
    } catch (NumberFormatException forged) {
      throw Refusal.invalid("page_token", "expected the next_page_token of an earlier answer");
    }
  }

  @Override
  public void exportRecords(
      ExportRecordsRequest request, StreamObserver<ProvenanceRecord> observer) {
    calls.stream(observer, (caller, sink) -> export(request, caller.tenant(), sink));
  }

  private void export(
      ExportRecordsRequest request, String tenant, BlockingSink<ProvenanceRecord> sink) {
    RecordFilter filter = filter(request.getFilter(), tenant);
    long next = 0;
    while (next >= 0) {
      long from = next;
      Page<LogEntry> page = reading(() -> log.list(filter, from, DEFAULT_PAGE));
      page.items().forEach(entry -> sink.send(ProvenanceMessages.record(entry)));
      next = page.nextIndex().orElse(-1);
    }
  }

  @Override
  public void getCheckpoint(GetCheckpointRequest request, StreamObserver<Checkpoint> observer) {
    calls.answer(
        observer,
        caller ->
            reading(
                () -> {
                  io.colophon.labeling.provenance.Checkpoint signed = log.checkpoint();
                  return Checkpoint.newBuilder()
                      .setNote(signed.note())
                      .setTreeSize(signed.size())
                      .setRootHash(ProvenanceMessages.bytes(signed.root()))
                      .setVerifierKey(log.verifierKey().text())
                      .build();
                }));
  }

  @Override
  public void getInclusionProof(
      GetInclusionProofRequest request, StreamObserver<InclusionProof> observer) {
    calls.answer(
        observer,
        caller ->
            reading(
                () -> {
                  long size = request.getTreeSize() == 0 ? log.size() : request.getTreeSize();
                  var proof = log.inclusionProof(request.getIndex(), size);
                  return InclusionProof.newBuilder()
                      .setIndex(proof.index())
                      .setTreeSize(proof.treeSize())
                      .setLeafHash(ProvenanceMessages.bytes(proof.leaf()))
                      .addAllPath(path(proof.path()))
                      .setRootHash(ProvenanceMessages.bytes(log.rootHash(size)))
                      .build();
                }));
  }

  @Override
  public void getConsistencyProof(
      GetConsistencyProofRequest request, StreamObserver<ConsistencyProof> observer) {
    calls.answer(
        observer,
        caller ->
            reading(
                () -> {
                  long to = request.getToSize() == 0 ? log.size() : request.getToSize();
                  var proof = log.consistencyProof(request.getFromSize(), to);
                  return ConsistencyProof.newBuilder()
                      .setFromSize(proof.from())
                      .setToSize(proof.to())
                      .addAllPath(path(proof.path()))
                      .setFromRoot(ProvenanceMessages.bytes(log.rootHash(proof.from())))
                      .setToRoot(ProvenanceMessages.bytes(log.rootHash(proof.to())))
                      .build();
                }));
  }

  private static List<ByteString> path(List<Hash> hashes) {
    return hashes.stream().map(ProvenanceMessages::bytes).toList();
  }

  private static RecordFilter filter(io.colophon.v1.RecordFilter asked, String tenant) {
    return new RecordFilter(
        Optional.of(tenant),
        asked.hasFrom() ? Optional.of(instant(asked.getFrom())) : Optional.empty(),
        asked.hasTo() ? Optional.of(instant(asked.getTo())) : Optional.empty(),
        ifFilled(asked.getModality()),
        ifFilled(asked.getModel()),
        ifFilled(asked.getRequestId()));
  }

  private static Instant instant(com.google.protobuf.Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  private static Optional<String> ifFilled(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IllegalArgumentException outOfRange) {
      throw Refusal.of(Reason.INVALID_REQUEST, String.valueOf(outOfRange.getMessage()), outOfRange);
    } catch (IOException failure) {
      throw Refusal.of(
          Reason.RECORD_FAILED, "the provenance log cannot be read as it was written", failure);
    }
  }
}
