package io.colophon.throttling.lease;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock for a few lines of arithmetic: one compare-and-set to take, one store to leave, no
 * allocation. Not for anything that waits, calls out or throws. Not reentrant.
 */
class SpinLock {
  private static final int SPINS = 64;
  private static final VarHandle TAKEN;

  static {
    try {
      TAKEN = MethodHandles.lookup().findVarHandle(SpinLock.class, "taken", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  @SuppressWarnings("unused") // by the handle
  private int taken;

  final void lock() {
    int spins = 0;
    while (!TAKEN.compareAndSet(this, 0, 1)) {
      // Its holder may not be running: give the processor away after a while.
      if (++spins % SPINS == 0) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }

  final void unlock() {
    TAKEN.setRelease(this, 0);
  }
}
