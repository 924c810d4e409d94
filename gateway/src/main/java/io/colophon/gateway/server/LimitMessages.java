package io.colophon.gateway.server;

import io.colophon.gateway.admission.LimitScope;
import io.colophon.gateway.wire.ReceiptWriter;
import io.colophon.throttling.HeldRoom;
import io.colophon.throttling.Hold;
import io.colophon.throttling.LimitUsage;
import io.colophon.v1.LimitStatus;
import io.colophon.v1.OpenHold;
import java.time.Instant;

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

  /** Who holds what; what is settled already is not held any more. */
  static OpenHold hold(Hold hold, Instant now, long nowNanos) {
    OpenHold.Builder message =
        OpenHold.newBuilder()
            .setGeneration(hold.owner())
            .setStartTime(ReceiptWriter.timestamp(now.plusNanos(hold.sinceNanos() - nowNanos)))
            .setLeaseEndTime(
                ReceiptWriter.timestamp(now.plusNanos(hold.deadlineNanos() - nowNanos)));
    for (HeldRoom room : hold.rooms()) {
      if (room.held() > 0) {
        message.addHeld(
            LimitScope.nameOf(room.subject())
                + "/"
                + room.rule().dimension().id()
                + "="
                + room.held());
      }
    }
    return message.build();
  }
}
