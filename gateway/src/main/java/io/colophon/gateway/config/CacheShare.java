package io.colophon.gateway.config;

/** Among whom a kept answer is shared. */
public enum CacheShare {
  /** Requests under the same key. */
  KEY,
  /** Requests of the same tenant. */
  TENANT,
  /** All requests. One tenant can then tell by the time that another has asked the same. */
  GATEWAY
}
