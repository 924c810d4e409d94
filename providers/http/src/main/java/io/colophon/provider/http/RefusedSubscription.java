package io.colophon.provider.http;

import java.util.concurrent.Flow;

/** Given to those who are told in the next moment that they get nothing. */
final class RefusedSubscription implements Flow.Subscription {
  static final RefusedSubscription INSTANCE = new RefusedSubscription();

  private RefusedSubscription() {}

  @Override
  public void request(long n) {}

  @Override
  public void cancel() {}
}
