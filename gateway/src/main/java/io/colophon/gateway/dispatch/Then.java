package io.colophon.gateway.dispatch;

/** What follows a failure. */
enum Then {
  NOTHING,
  OTHER_GOES_ON,
  ROTATE,
  SEARCH,
  FAIL
}
