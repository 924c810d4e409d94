package io.colophon.gateway.jobs;

import com.google.longrunning.Operation;
import io.colophon.v1.GenerateRequest;

/**
 * A job with what was asked, for doors whose answers repeat it.
 *
 * @param operation without the bytes of media
 * @param request as it was accepted
 */
public record AskedJob(Operation operation, GenerateRequest request) {}
