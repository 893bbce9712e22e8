package dev.rollbook.testkit;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserChange;
import dev.rollbook.roster.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A user of the fake with its password's hash, changed part by part.
 *
 * @param texts by field name, properties included, none empty
 * @param passwordHash empty for none
 */
record StoredUser(
    String username,
    Map<String, String> texts,
    Origin origin,
    boolean isProtected,
    Set<String> groups,
    Set<String> tags,
    Set<Access> access,
    PasswordSetBy passwordSetBy,
    String passwordHash,
    Instant createdAt,
    Instant updatedAt,
    String lastImportId) {

  /** DynamoDB's limit of an item; names and all else than texts are small beside it. */
  private static final int MOST_BYTES = 400 * 1024;

  StoredUser {
    texts = Map.copyOf(texts);
    groups = Set.copyOf(groups);
    tags = Set.copyOf(tags);
    access = Set.copyOf(access);
  }

  static StoredUser imported(String username, Instant now) {
    return new StoredUser(
        username,
        Map.of(UserChange.STATUS, User.Status.ACTIVE.name()),
        Origin.IMPORT,
        false,
        Set.of(),
        Set.of(),
        Set.of(),
        PasswordSetBy.NOBODY,
        "",
        now,
        now,
        "");
  }

  static StoredUser of(User user, String passwordHash) {
    Map<String, String> texts = new HashMap<>();
    texts.put(UserChange.STATUS, user.status().name());
    texts.put(Target.Field.EMAIL.text(), user.email());
    texts.put(Target.Field.FIRST_NAME.text(), user.firstName());
    texts.put(Target.Field.LAST_NAME.text(), user.lastName());
    texts.put(Target.Field.PHONE.text(), user.phone());
    texts.put(Target.Field.LANGUAGE.text(), user.language());
    texts.put(Target.Field.SUPERVISOR.text(), user.supervisor());
    texts.put(Target.Field.SECOND_SUPERVISOR.text(), user.secondSupervisor());
    user.properties().forEach((name, value) -> texts.put(Target.PROPERTY_PREFIX + name, value));
    texts.values().removeIf(String::isEmpty);
    return new StoredUser(
        user.username(),
        texts,
        user.origin(),
        user.isProtected(),
        user.groups(),
        user.tags(),
        user.access(),
        passwordHash.isEmpty() ? PasswordSetBy.NOBODY : user.passwordSetBy(),
        passwordHash,
        user.createdAt(),
        user.updatedAt(),
        user.lastImportId());
  }

  User user() {
    Map<String, String> properties = new HashMap<>();
    texts.forEach(
        (field, value) -> {
          if (field.startsWith(Target.PROPERTY_PREFIX)) {
            properties.put(field.substring(Target.PROPERTY_PREFIX.length()), value);
          }
        });
    return new User(
        username,
        text(Target.Field.EMAIL),
        text(Target.Field.FIRST_NAME),
        text(Target.Field.LAST_NAME),
        text(Target.Field.PHONE),
        text(Target.Field.LANGUAGE),
        User.Status.valueOf(texts.get(UserChange.STATUS)),
        origin,
        isProtected,
        properties,
        groups,
        tags,
        access,
        text(Target.Field.SUPERVISOR),
        text(Target.Field.SECOND_SUPERVISOR),
        passwordSetBy,
        createdAt,
        updatedAt,
        lastImportId);
  }

  private String text(Target target) {
    return texts.getOrDefault(target.text(), "");
  }

  /** The same user with some texts changed; empty ones go. */
  StoredUser withTexts(Map<String, String> changed) {
    Map<String, String> after = new HashMap<>(texts);
    after.putAll(changed);
    after.values().removeIf(String::isEmpty);
    return new StoredUser(
        username,
        after,
        origin,
        isProtected,
        groups,
        tags,
        access,
        passwordSetBy,
        passwordHash,
        createdAt,
        updatedAt,
        lastImportId);
  }

  /** The same user in other groups; one both joined and left is joined. */
  StoredUser withGroups(Collection<String> join, Collection<String> leave) {
    Set<String> after = new HashSet<>(groups);
    after.removeAll(leave);
    after.addAll(join);
    return new StoredUser(
        username,
        texts,
        origin,
        isProtected,
        after,
        tags,
        access,
        passwordSetBy,
        passwordHash,
        createdAt,
        updatedAt,
        lastImportId);
  }

  /** The same user with these tags and this access. */
  StoredUser withGrants(Set<String> newTags, Set<Access> newAccess) {
    return new StoredUser(
        username,
        texts,
        origin,
        isProtected,
        groups,
        newTags,
        newAccess,
        passwordSetBy,
        passwordHash,
        createdAt,
        updatedAt,
        lastImportId);
  }

  /** The same user with another password. */
  StoredUser withPassword(String hash, PasswordSetBy setBy) {
    return new StoredUser(
        username,
        texts,
        origin,
        isProtected,
        groups,
        tags,
        access,
        setBy,
        hash,
        createdAt,
        updatedAt,
        lastImportId);
  }

  /** The same user, protected or not. */
  StoredUser withProtection(boolean mark) {
    return new StoredUser(
        username,
        texts,
        origin,
        mark,
        groups,
        tags,
        access,
        passwordSetBy,
        passwordHash,
        createdAt,
        updatedAt,
        lastImportId);
  }

  /** The same user, changed now. */
  StoredUser updated(Instant now, String importId) {
    return new StoredUser(
        username,
        texts,
        origin,
        isProtected,
        groups,
        tags,
        access,
        passwordSetBy,
        passwordHash,
        createdAt,
        now,
        importId);
  }

  /** The same user as an import's change leaves it. */
  StoredUser with(UserChange change, String hash) {
    Map<String, String> after = new HashMap<>();
    change.fields().forEach((field, text) -> after.put(field, text.after()));
    Set<String> moreTags = new HashSet<>(tags);
    moreTags.addAll(change.tags());
    Set<Access> moreAccess = new HashSet<>(access);
    moreAccess.addAll(change.access());
    StoredUser changed =
        withTexts(after).withGroups(change.join(), change.leave()).withGrants(moreTags, moreAccess);
    return change.password() && !hash.isEmpty() && passwordHash.isEmpty()
        ? changed.withPassword(hash, PasswordSetBy.IMPORT)
        : changed;
  }

  boolean isTooLarge() {
    return texts.values().stream()
            .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
            .sum()
        > MOST_BYTES;
  }
}
