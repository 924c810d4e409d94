package io.colophon.gateway.jobs;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.colophon.gateway.webhooks.Delivery;
import io.colophon.gateway.webhooks.Endpoints;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.OutputRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What tenants are told of their jobs: which job, how it ended, and digests of what it put out. No
 * prompt, no output and no link: whoever is told asks for the operation with its own key.
 */
final class JobNews {
  private final Endpoints endpoints;

  JobNews(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** Of a job's end. */
  List<Delivery> ended(
      JobRow row,
      JobState state,
      Optional<Status> status,
      Optional<GenerateResponse> response,
      Instant now) {
    return endpoints.deliveries(
        row.caller().tenant(),
        "job." + state.name().toLowerCase(Locale.ROOT),
        data(row, state, status, response),
        now);
  }

  /** Of a good end that came after a bad one. */
  List<Delivery> succeededLate(JobRow row, Optional<GenerateResponse> response, Instant now) {
    return endpoints.deliveries(
        row.caller().tenant(),
        "job.succeeded-late",
        data(row, row.state(), row.status(), response),
        now);
  }

  private static Map<String, Object> data(
      JobRow row, JobState state, Optional<Status> status, Optional<GenerateResponse> response) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", row.id());
    data.put("operation", JobMessages.PREFIX + row.id());
    data.put("state", state.name().toLowerCase(Locale.ROOT));
    data.put("model", row.request().getModel());
    data.put("created", row.created().toString());
    status.ifPresent(why -> data.put("error", error(why)));
    response.ifPresent(whole -> data.put("outputs", outputs(whole)));
    return data;
  }

  private static Map<String, Object> error(Status status) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("reason", reason(status));
    error.put("message", status.getMessage());
    return error;
  }

  private static String reason(Status status) {
    try {
      return status.getDetailsCount() > 0 && status.getDetails(0).is(ErrorInfo.class)
          ? status.getDetails(0).unpack(ErrorInfo.class).getReason()
          : "";
    } catch (InvalidProtocolBufferException broken) {
      throw new IllegalStateException("a status of our own cannot be read", broken);
    }
  }

  private static List<Map<String, Object>> outputs(GenerateResponse response) {
    List<Map<String, Object>> outputs = new ArrayList<>();
    for (OutputRecord output : response.getReceipt().getOutputsList()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("mime_type", output.getMimeType());
      one.put("sha256", HexFormat.of().formatHex(output.getSha256().toByteArray()));
      one.put("size_bytes", output.getSizeBytes());
      outputs.add(one);
    }
    return outputs;
  }
}
