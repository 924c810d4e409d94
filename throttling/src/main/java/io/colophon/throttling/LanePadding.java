package io.colophon.throttling;

/** Keeps the fields of two lanes off one cache line, also where lines are fetched in pairs. */
@SuppressWarnings({"unused", "UnusedVariable"})
abstract class LanePadding {
  private long p1;
  private long p2;
  private long p3;
  private long p4;
  private long p5;
  private long p6;
  private long p7;
  private long p8;
  private long p9;
  private long p10;
  private long p11;
  private long p12;
  private long p13;
  private long p14;
  private long p15;
  private long p16;
}
