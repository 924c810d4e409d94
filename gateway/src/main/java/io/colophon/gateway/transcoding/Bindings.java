package io.colophon.gateway.transcoding;

import java.util.List;

/**
 * Which method of the gRPC API stands where. Paths follow AIP-127 and AIP-136; {@code /v1/models}
 * belongs to OpenAI's dialect, so that the catalogue of our own terms is {@code
 * /v1/catalog/models}.
 */
final class Bindings {
  private static final String GENERATION = "colophon.v1.GenerationService/";
  private static final String MODELS = "colophon.v1.ModelService/";
  private static final String USAGE = "colophon.v1.UsageService/";
  private static final String PROVENANCE = "colophon.v1.ProvenanceService/";
  private static final String OPERATIONS = "google.longrunning.Operations/";

  private static final String OPERATION = "/v1/operations/{operation}";
  private static final String RECORD = "/v1/records/{record}";

  /** Where two paths fit, the first counts. */
  static final List<Binding> ALL =
      List.of(
          Binding.post("/v1/generate", GENERATION + "Generate"),
          Binding.post("/v1/generate:stream", GENERATION + "StreamGenerate")
              .answering(Binding.Answer.EVENTS),
          Binding.post("/v1/generations", GENERATION + "StartGeneration"),
          Binding.get("/v1/operations", OPERATIONS + "ListOperations"),
          operation(Binding.post(OPERATION + ":cancel", OPERATIONS + "CancelOperation")),
          operation(Binding.post(OPERATION + ":wait", OPERATIONS + "WaitOperation")),
          operation(Binding.get(OPERATION, OPERATIONS + "GetOperation")),
          operation(Binding.delete(OPERATION, OPERATIONS + "DeleteOperation")),
          Binding.get("/v1/catalog/models", MODELS + "ListModels"),
          Binding.get("/v1/catalog/models/{model*}", MODELS + "GetModel")
              .with("model", "name", "models/"),
          Binding.get("/v1/usage:query", USAGE + "QueryUsage"),
          Binding.get("/v1/usage:export", USAGE + "ExportUsage").answering(Binding.Answer.LINES),
          Binding.post("/v1/content:verify", PROVENANCE + "VerifyContent").ofBytes(),
          Binding.get("/v1/records", PROVENANCE + "ListRecords"),
          Binding.get("/v1/records:export", PROVENANCE + "ExportRecords")
              .answering(Binding.Answer.LINES),
          Binding.get(RECORD + ":inclusionProof", PROVENANCE + "GetInclusionProof")
              .with("record", "index", ""),
          Binding.get(RECORD, PROVENANCE + "GetRecord").with("record", "name", "records/"),
          Binding.get("/v1/checkpoint", PROVENANCE + "GetCheckpoint"),
          Binding.get("/v1/checkpoint:consistencyProof", PROVENANCE + "GetConsistencyProof"));

  private Bindings() {}

  private static Binding operation(Binding binding) {
    return binding.with("operation", "name", "operations/");
  }
}
