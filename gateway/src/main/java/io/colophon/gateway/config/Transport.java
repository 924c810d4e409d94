package io.colophon.gateway.config;

/** How sockets are driven. */
public enum Transport {
  /** Epoll where the machine has it, else NIO. */
  AUTO,
  /** Linux epoll; the server refuses to start where it is missing. */
  EPOLL,
  /** The JDK's selectors; everywhere. */
  NIO
}
