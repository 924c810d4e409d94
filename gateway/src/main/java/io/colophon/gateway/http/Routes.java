package io.colophon.gateway.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routing table: literal paths by one look into a map, the others by their shape. Immutable.
 */
public final class Routes {
  private final Map<String, List<Route>> literal = new HashMap<>();
  private final List<Shape> shapes = new ArrayList<>();

  private record Shape(PathShape path, List<Route> routes) {}

  /**
   * @param route null if none fits
   * @param segments what the names in its path stand for
   * @param allow methods of the path, where only the method does not fit; empty otherwise
   */
  record Found(@Nullable Route route, Map<String, String> segments, String allow) {}

  /**
   * The routes of all doors.
   *
   * @throws IllegalArgumentException if two routes answer the same
   */
  public static Routes of(List<? extends RestDoor> doors) {
    Routes table = new Routes();
    doors.forEach(door -> door.routes().forEach(table::add));
    return table;
  }

  private void add(Route route) {
    List<Route> routes;
    if (route.path().indexOf('{') < 0) {
      routes = literal.computeIfAbsent(route.path(), path -> new ArrayList<>(2));
    } else {
      routes =
          shapes.stream()
              .filter(shape -> shape.path().template().equals(route.path()))
              .map(Shape::routes)
              .findFirst()
              .orElseGet(
                  () -> {
                    Shape shape = new Shape(PathShape.of(route.path()), new ArrayList<>(2));
                    shapes.add(shape);
                    return shape.routes();
                  });
    }
    if (routes.stream().anyMatch(other -> other.method().equals(route.method()))) {
      throw new IllegalArgumentException("two doors answer " + route.method() + " " + route.path());
    }
    routes.add(route);
  }

  Found find(HttpMethod method, String path) {
    List<Route> routes = literal.get(path);
    if (routes != null) {
      Route route = of(routes, method);
      return new Found(route, Map.of(), route == null ? allowed(routes) : "");
    }
    String allow = "";
    for (Shape shape : shapes) {
      Map<String, String> segments = shape.path().match(path);
      if (segments != null) {
        Route route = of(shape.routes(), method);
        if (route != null) {
          return new Found(route, segments, "");
        }
        allow = allow.isEmpty() ? allowed(shape.routes()) : allow;
      }
    }
    return new Found(null, Map.of(), allow);
  }

  private static @Nullable Route of(List<Route> routes, HttpMethod method) {
    HttpMethod wanted = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
    for (Route route : routes) {
      if (route.method().equals(wanted)) {
        return route;
      }
    }
    return null;
  }

  private static String allowed(List<Route> routes) {
    StringBuilder allow = new StringBuilder();
    for (Route route : routes) {
      allow.append(route.method().name()).append(", ");
      if (route.method().equals(HttpMethod.GET)) {
        allow.append("HEAD, ");
      }
    }
    return allow.append("OPTIONS").toString();
  }
}
