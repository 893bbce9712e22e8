package dev.rollbook.aws;

import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserWrite;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A write of an import as the store is asked for it, in either of its languages: field by field,
 * and on the condition that the user is as the write wants it.
 *
 * @param key of the user
 * @param turn whose write it is
 * @param write what is asked for
 * @param now when
 */
record PlannedWrite(Key key, Turn turn, UserWrite write, Instant now) {

  boolean creates() {
    return write.kind() == UserWrite.Kind.CREATE;
  }

  /** The item of a user to be created. */
  Map<String, AttributeValue> item() {
    return UserItem.imported(key, write, passwordHash(), turn, now);
  }

  /**
   * The statement that makes it together with others; empty where that cannot say it safely beside
   * an edit by hand: to add to a set that may be missing, or to set a password where there is none.
   */
  Optional<PartiQl> statement(String table) {
    if (creates()) {
      return Optional.of(PartiQl.insert(table, item())).filter(PartiQl::isPossible);
    }
    UserChange change = write.change();
    if (!change.tags().isEmpty()
        || !change.access().isEmpty()
        || !passwordHash().isEmpty()
        || !change.back().equals(UserChange.Back.NONE)) {
      return Optional.empty();
    }
    PartiQl statement = PartiQl.update(table);
    change(statement);
    statement.where(key);
    statement.and(condition(statement));
    return Optional.of(statement).filter(PartiQl::isPossible);
  }

  /** The update that makes it alone. */
  Expression update() {
    Expression update = new Expression();
    UserChange change = write.change();
    change(update);
    if (!change.tags().isEmpty()) {
      update.add(UserItem.TAGS, Values.texts(change.tags()));
    }
    if (!change.access().isEmpty()) {
      update.add(UserItem.ACCESS, UserItem.access(new HashSet<>(change.access())));
    }
    String hash = passwordHash();
    if (!hash.isEmpty()) {
      update
          .setIfAbsent(UserItem.PASSWORD_HASH, Values.text(hash))
          .setIfAbsent(UserItem.PASSWORD_SET_BY, Values.text(PasswordSetBy.IMPORT.name()))
          .remove(UserItem.FORMER_HASH);
    }
    takeBack(update, change.back());
    return update;
  }

  private static void takeBack(Expression update, UserChange.Back back) {
    if (!back.tags().isEmpty()) {
      update.delete(UserItem.TAGS, Values.texts(back.tags()));
    }
    if (!back.access().isEmpty()) {
      update.delete(UserItem.ACCESS, UserItem.access(new HashSet<>(back.access())));
    }
    switch (back.password()) {
      case KEPT -> {
        // Nothing to write.
      }
      case TAKEN ->
          update
              .setTo(UserItem.FORMER_HASH, update.name(UserItem.PASSWORD_HASH))
              .remove(UserItem.PASSWORD_HASH)
              .remove(UserItem.PASSWORD_SET_BY);
      case RESTORED ->
          update
              .setTo(UserItem.PASSWORD_HASH, update.name(UserItem.FORMER_HASH))
              .set(UserItem.PASSWORD_SET_BY, Values.text(PasswordSetBy.IMPORT.name()))
              .remove(UserItem.FORMER_HASH);
    }
  }

  private void change(UpdateClauses update) {
    UserChange change = write.change();
    change.texts().forEach((field, text) -> update.text(UserItem.attribute(field), text.after()));
    change.join().forEach(id -> update.set(UserItem.group(id), Values.flag(true)));
    change.leave().stream()
        .filter(id -> !change.join().contains(id))
        .forEach(id -> update.remove(UserItem.group(id)));
    update.set(UserItem.UPDATED_AT, Values.time(now));
    update.set(UserItem.LAST_IMPORT, Values.text(turn.importId()));
    update.set(UserItem.TURN, Values.number(turn.number()));
    if (write.batch() != Revision.NO_BATCH) {
      update.set(UserItem.BATCH, Values.number(write.batch()));
    }
  }

  /** What has to be so of a user that is updated or deactivated, beside its being there. */
  String condition(UpdateClauses words) {
    StringBuilder condition =
        new StringBuilder()
            .append("(")
            .append(words.isMissing(UserItem.TURN))
            .append(" OR ")
            .append(words.name(UserItem.TURN))
            .append(" < ")
            .append(words.value(Values.number(turn.number())))
            .append(")");
    if (!write.revision().isEmpty()) {
      condition.append(" AND ").append(sameRevision(Revision.parse(write.revision()), words));
    }
    if (write.kind() == UserWrite.Kind.DEACTIVATE) { // SPEC D1, D2
      condition
          .append(" AND ")
          .append(words.is(UserItem.STATUS, Values.text(User.Status.ACTIVE.name())))
          .append(" AND ")
          .append(words.is(UserItem.ORIGIN, Values.text(Origin.IMPORT.name())))
          .append(" AND (")
          .append(words.isMissing(UserItem.PROTECTED))
          .append(" OR ")
          .append(words.is(UserItem.PROTECTED, Values.flag(false)))
          .append(")");
    }
    return condition.toString();
  }

  /** The condition that a user still has a revision. */
  static String sameRevision(Revision revision, UpdateClauses words) {
    String sameTurn =
        revision.turn().isEmpty()
            ? words.isMissing(UserItem.TURN)
            : words.is(UserItem.TURN, AttributeValue.fromN(revision.turn()));
    String sameEdit =
        revision.edit().isEmpty()
            ? words.isMissing(UserItem.EDIT)
            : words.is(UserItem.EDIT, Values.text(revision.edit()));
    return sameTurn + " AND " + sameEdit;
  }

  private String passwordHash() {
    return write.change().password() ? write.passwordHash() : "";
  }

  /** How many bytes of text fewer the user has after it than before. */
  int bytesRemoved() {
    return write.change().texts().values().stream()
        .mapToInt(text -> ItemSize.text(text.before()) - ItemSize.text(text.after()))
        .sum();
  }
}
