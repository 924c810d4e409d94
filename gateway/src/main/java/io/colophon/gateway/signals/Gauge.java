package io.colophon.gateway.signals;

import io.colophon.gateway.config.ServerKind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a series of a metrics page tells. Names after the model servers' documentation and the model
 * server protocol of the Gateway API inference extension.
 */
enum Gauge {
  RUNNING,
  WAITING,
  /** Running and waiting together. */
  ACTIVE,
  CACHE_USE,
  CACHE_BLOCKS_USED,
  CACHE_BLOCKS;

  private static final Map<String, Gauge> VLLM =
      Map.of(
          "vllm:num_requests_running", RUNNING,
          "vllm:num_requests_waiting", WAITING,
          "vllm:kv_cache_usage_perc", CACHE_USE,
          "vllm:gpu_cache_usage_perc", CACHE_USE);
  private static final Map<String, Gauge> SGLANG =
      Map.of(
          "sglang:num_running_reqs", RUNNING,
          "sglang:num_queue_reqs", WAITING,
          "sglang:token_usage", CACHE_USE);
  private static final Map<String, Gauge> TRITON =
      Map.of(
          "trtllm_num_requests_running", RUNNING,
          "trtllm_num_requests_waiting", WAITING,
          "trtllm_kv_cache_utilization", CACHE_USE,
          "nv_trt_llm_request_metrics/waiting", WAITING,
          "nv_trt_llm_request_metrics/scheduled", RUNNING,
          "nv_trt_llm_request_metrics/active", ACTIVE,
          "nv_trt_llm_kv_cache_block_metrics/fraction", CACHE_USE,
          "nv_trt_llm_kv_cache_block_metrics/used", CACHE_BLOCKS_USED,
          "nv_trt_llm_kv_cache_block_metrics/max", CACHE_BLOCKS);

  /** Series that one label tells apart. */
  static final Map<String, String> TELLING_LABELS =
      Map.of(
          "nv_trt_llm_request_metrics", "request_type",
          "nv_trt_llm_kv_cache_block_metrics", "kv_cache_block_type");

  /** Names that may stand on a page; all others are passed over unread. */
  static final Set<String> NAMES =
      Set.of(
          "vllm:num_requests_running",
          "vllm:num_requests_waiting",
          "vllm:kv_cache_usage_perc",
          "vllm:gpu_cache_usage_perc",
          "sglang:num_running_reqs",
          "sglang:num_queue_reqs",
          "sglang:token_usage",
          "trtllm_num_requests_running",
          "trtllm_num_requests_waiting",
          "trtllm_kv_cache_utilization",
          "nv_trt_llm_request_metrics",
          "nv_trt_llm_kv_cache_block_metrics");

  /** What a series is on pages of a kind; null for one that says nothing here. */
  static @Nullable Gauge of(ServerKind kind, String series) {
    return switch (kind) {
      case VLLM -> VLLM.get(series);
      case SGLANG -> SGLANG.get(series);
      case TRITON -> TRITON.get(series);
      case AUTO -> {
        Gauge found = VLLM.get(series);
        found = found == null ? SGLANG.get(series) : found;
        yield found == null ? TRITON.get(series) : found;
      }
    };
  }
}
