package dev.rollbook.together;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A change of a user by hand.
 *
 * @param method of the call
 * @param path behind the user's
 * @param body of the call
 * @param rule what it makes of the user of that name
 */
record EditByHand(
    String method, String path, String body, BiConsumer<ModelDirectory, String> rule) {

  static final List<EditByHand> ALL =
      List.of(
          patch("{\"firstName\": \"Hand\"}", (model, name) -> model.edit(name, "Vorname", "Hand")),
          patch("{\"phone\": \"4711\"}", (model, name) -> model.edit(name, "Telefon", "4711")),
          patch("{\"status\": \"INACTIVE\"}", (model, name) -> model.setActive(name, false)),
          patch("{\"status\": \"ACTIVE\"}", (model, name) -> model.setActive(name, true)),
          patch("{\"protected\": true}", (model, name) -> model.setProtected(name, true)),
          patch("{\"protected\": false}", (model, name) -> model.setProtected(name, false)),
          patch(
              "{\"properties\": {\"Ort\": \"Köln\"}}",
              (model, name) -> model.edit(name, "Ort", "Köln")),
          patch(
              "{\"properties\": {\"Raum\": \"\"}}", (model, name) -> model.edit(name, "Raum", "")),
          patch("{\"tags\": [\"hand\"]}", (model, name) -> model.retag(name, Set.of("hand"))),
          patch("{\"handEdited\": []}", ModelDirectory::giveBack),
          new EditByHand(
              "PUT",
              "/password",
              "{\"password\": \"eigenes\"}",
              (model, name) -> model.setPassword(name, "eigenes")));

  private static EditByHand patch(String body, BiConsumer<ModelDirectory, String> rule) {
    return new EditByHand("PATCH", "", body, rule);
  }

  @Override
  public String toString() {
    return method + " " + body;
  }
}
