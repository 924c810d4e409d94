package io.colophon.gateway.config;

/** Which names a model server's metrics have. */
public enum ServerKind {
  /** Any of the names below. */
  AUTO,
  /** {@code vllm:num_requests_running} and its like. */
  VLLM,
  /** {@code sglang:num_running_reqs} and its like. */
  SGLANG,
  /** Triton with TensorRT-LLM: {@code nv_trt_llm_request_metrics}, {@code trtllm_...}. */
  TRITON
}
