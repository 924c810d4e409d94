package io.colophon.provider.local.image.scene;

import java.util.List;

/**
 * A scene ready to be painted.
 *
 * @param elements from back to front
 */
record Scene(Stage stage, List<Element> elements) {
  Scene {
    elements = List.copyOf(elements);
  }
}
