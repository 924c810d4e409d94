package io.colophon.gateway.server;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.ImageParameters;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.colophon.v1.Role;

/** Requests that tests make and alter. */
public final class Requests {

  private Requests() {}

  /** Asks for text. */
  public static GenerateRequest.Builder text(String model, String prompt) {
    return prompt(prompt).setModel(model).setOutputModality(Modality.MODALITY_TEXT);
  }

  /** Asks for one picture. */
  public static GenerateRequest.Builder image(String model, int width, int height) {
    return prompt("A cat")
        .setModel(model)
        .setOutputModality(Modality.MODALITY_IMAGE)
        .setImage(ImageParameters.newBuilder().setWidth(width).setHeight(height));
  }

  private static GenerateRequest.Builder prompt(String prompt) {
    return GenerateRequest.newBuilder()
        .addInputs(
            Message.newBuilder()
                .setRole(Role.ROLE_USER)
                .addParts(Part.newBuilder().setText(prompt)));
  }
}
