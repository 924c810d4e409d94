package io.colophon.gateway.http;

import java.util.List;

/** What answers on the REST port: usually one dialect. */
public interface RestDoor {

  /** Its routes; asked for once, at start. */
  List<Route> routes();
}
