package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.PasswordHasher;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.Users;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /users/{username}/password}: the user's own one, which no import changes (SPEC U6). It is
 * put in Unicode NFC, as a roster's are, since keyboards differ in how they compose; nothing else
 * of it is touched.
 */
final class PasswordsResource {

  private final Users users;
  private final PasswordHasher hasher;
  private final EditNotes notes;
  private final Clock clock;

  PasswordsResource(Users users, PasswordHasher hasher, EditNotes notes, Clock clock) {
    this.users = users;
    this.hasher = hasher;
    this.notes = notes;
    this.clock = clock;
  }

  /** {@code PUT /users/{username}/password}. */
  Response put(Request request, String username) {
    String password = password(request);
    User user = requireUser(request, username); // before the hash, which costs the most here
    UserEdit edit = UserEdit.NONE.with().passwordHash(Optional.of(hasher.hash(password))).build();
    notes.edited(request.tenant(), user, Map.of(), edit);
    if (!users.edit(request.tenant(), username, edit, clock.instant())) {
      throw Problem.notFound("user '" + username + "'");
    }
    return Response.noContent();
  }

  /** {@code POST /users/{username}/password/verify}. */
  Response verify(Request request, String username) {
    String password = password(request);
    requireUser(request, username);
    boolean matches =
        users
            .passwordHash(request.tenant(), username)
            .filter(hash -> hasher.matches(password, hash))
            .isPresent();
    return Response.ok(JsonNodeFactory.instance.objectNode().put("matches", matches));
  }

  private User requireUser(Request request, String username) {
    return users
        .find(request.tenant(), username)
        .orElseThrow(() -> Problem.notFound("user '" + username + "'"));
  }

  private static String password(Request request) {
    JsonNode given = Fields.of(request.json(), Set.of("password")).object().path("password");
    String password = Normalizer.normalize(given.asText(), Normalizer.Form.NFC);
    if (!given.isTextual() || password.isEmpty() || password.length() > Limits.VALUE_CHARACTERS) {
      throw Problem.invalid(
          "password must be a text of 1 to " + Limits.VALUE_CHARACTERS + " characters");
    }
    return password;
  }
}
