package io.colophon.throttling.lease;

/** Hears how the store of shared limits is doing; for logs and alarms. Must not block. */
public interface StoreWatch {
  /** Nobody listens. */
  StoreWatch NONE =
      new StoreWatch() {
        @Override
        public void away(String reason) {}

        @Override
        public void back() {}

        @Override
        public void lost() {}
      };

  /** It stopped answering. Said once, until it is back. */
  void away(String reason);

  /** It answers again. */
  void back();

  /** It has forgotten what it knew, and limits go on from what gateways know. */
  void lost();
}
