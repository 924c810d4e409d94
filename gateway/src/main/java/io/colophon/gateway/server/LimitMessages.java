package io.colophon.gateway.server;

import io.colophon.gateway.admission.LimitScope;
import io.colophon.throttling.LimitUsage;
import io.colophon.v1.LimitStatus;

/** What operators see of limits. */
final class LimitMessages {
  private LimitMessages() {}

  static LimitStatus status(LimitUsage usage) {
    return LimitStatus.newBuilder()
        .setSubject(LimitScope.nameOf(usage.subject()))
        .setDimension(usage.rule().dimension().id())
        .setAmount(usage.rule().amount())
        .setPer(usage.rule().per().id())
        .setUsed(usage.used() + usage.held())
        .setUnit(usage.rule().dimension().unit())
        .setSettled(usage.used())
        .setHeld(usage.held())
        .setCapacity(usage.rule().capacity())
        .build();
  }
}
