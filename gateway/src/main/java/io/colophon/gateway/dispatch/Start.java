package io.colophon.gateway.dispatch;

import io.colophon.gateway.admission.AttemptHold;
import io.colophon.gateway.routing.KeyRing;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.waiting.Place;

/**
 * Everything that an attempt needs to begin.
 *
 * @param place where
 * @param hold on the provider's limits
 * @param key the deployment's credential to use
 * @param note why it is made, beside what the policy says; empty for the first
 */
record Start(Place place, AttemptHold hold, KeyRing.Key key, String note) {

  /** The note of a second attempt beside the first. */
  static final String HEDGE = "hedge";

  Target target() {
    return place.target().target();
  }
}
