package dev.rollbook.api;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.roster.CellText;
import dev.rollbook.roster.EmailAddress;
import dev.rollbook.roster.Target;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a tenant says of a user by hand, checked: cleaned as a roster's cells are (SPEC R5), within
 * the limits of SPEC section 10, naming nothing that does not exist.
 */
final class UserFields {

  private static final List<Target.Field> TEXTS =
      List.of(
          Target.Field.EMAIL,
          Target.Field.FIRST_NAME,
          Target.Field.LAST_NAME,
          Target.Field.PHONE,
          Target.Field.LANGUAGE,
          Target.Field.SUPERVISOR,
          Target.Field.SECOND_SUPERVISOR);

  private static final Set<String> KNOWN =
      Set.of(
          "email",
          "firstName",
          "lastName",
          "phone",
          "language",
          "supervisor",
          "secondSupervisor",
          "status",
          "protected",
          "properties",
          "groups",
          "tags",
          "access");

  private static final String HAND_EDITED = "handEdited";

  private final Directory directory;
  private final String tenant;
  private final Fields fields;

  private UserFields(Directory directory, String tenant, Fields fields) {
    this.directory = directory;
    this.tenant = tenant;
    this.fields = fields;
  }

  /** Those of a change. */
  static UserFields ofChange(Directory directory, Request request) {
    Set<String> known = new HashSet<>(KNOWN);
    known.add(HAND_EDITED);
    return new UserFields(directory, request.tenant(), Fields.of(request.json(), known));
  }

  /** Those of a new user. */
  static UserFields ofNew(Directory directory, Request request) {
    Set<String> known = new HashSet<>(KNOWN);
    known.add("username");
    return new UserFields(directory, request.tenant(), Fields.of(request.json(), known));
  }

  /** The username of a new user. */
  String username() {
    return username(fields);
  }

  /** The username that fields give a user. */
  static String username(Fields fields) {
    String username = fields.text("username");
    if (CellText.firstInvalidInUsername(username).isPresent()) {
      throw Fields.invalidCharacter("username");
    }
    int bytes = CellText.utf8Length(username);
    if (bytes == 0 || bytes > Limits.USERNAME_BYTES) {
      throw Problem.invalid(
          "username must have 1 to %d bytes in UTF-8, not %d"
              .formatted(Limits.USERNAME_BYTES, bytes));
    }
    return username;
  }

  /**
   * The texts that are given, by field name; an empty one removes.
   *
   * @param username whose they are
   */
  Map<String, String> texts(String username) {
    Map<String, String> texts = new HashMap<>();
    for (Target.Field field : TEXTS) {
      if (fields.has(field.text())) {
        texts.put(field.text(), text(fields, field.text()));
      }
    }
    String email = texts.getOrDefault("email", "");
    if (!email.isEmpty() && !EmailAddress.isValid(email)) {
      throw new Problem(400, "INVALID_EMAIL", "email: '" + email + "' is not an e-mail address");
    }
    supervisor(username, Target.Field.SUPERVISOR, texts);
    supervisor(username, Target.Field.SECOND_SUPERVISOR, texts);
    if (fields.has("status")) {
      texts.put(UserChange.STATUS, status().name());
    }
    properties(texts);
    return texts;
  }

  private void supervisor(String username, Target.Field field, Map<String, String> texts) {
    String supervisor = texts.getOrDefault(field.text(), "");
    if (supervisor.isEmpty()) {
      return;
    }
    if (supervisor.equals(username)) {
      throw new Problem(
          400, "SUPERVISOR_SELF", field.text() + ": a user cannot be its own supervisor");
    }
    if (directory.users().existing(tenant, List.of(supervisor), new Meter()).isEmpty()) {
      throw new Problem(
          400, "SUPERVISOR_UNKNOWN", field.text() + ": there is no user '" + supervisor + "'");
    }
  }

  private User.Status status() {
    String status = fields.text("status");
    return Arrays.stream(User.Status.values())
        .filter(known -> known.name().equals(status))
        .findAny()
        .orElseThrow(() -> Problem.invalid("status must be ACTIVE or INACTIVE"));
  }

  private void properties(Map<String, String> texts) {
    Optional<Fields> given = fields.inner("properties");
    if (given.isEmpty()) {
      return;
    }
    Map<String, Property> known = Tenancy.properties(directory, tenant);
    for (String name : given.get().names()) {
      Property property = known.get(name);
      if (property == null) {
        throw new Problem(
            400, "PROPERTY_UNKNOWN", "properties: there is no property '" + name + "'");
      }
      String value = text(given.get(), name);
      if (!value.isEmpty()
          && property.type() == Property.Type.DROPDOWN
          && !property.options().contains(value)) {
        throw new Problem(
            400,
            "OPTION_UNKNOWN",
            "properties." + name + ": '" + value + "' is none of its options");
      }
      texts.put(Target.PROPERTY_PREFIX + name, value);
    }
  }

  private static String text(Fields fields, String name) {
    String text = fields.text(name);
    if (text.length() > Limits.VALUE_CHARACTERS) {
      throw tooLong(fields.where() + name);
    }
    return text;
  }

  private static Problem tooLong(String name) {
    return new Problem(
        400, "VALUE_TOO_LONG", name + " has " + Limits.VALUE_CHARACTERS + " characters at most");
  }

  /** Whether imports may deactivate it (SPEC D2), if that is given. */
  Optional<Boolean> isProtected() {
    return fields.has("protected")
        ? Optional.of(fields.flag("protected", false))
        : Optional.empty();
  }

  /** Its tags, all of them, if they are given. */
  Optional<Set<String>> tags() {
    if (!fields.has("tags")) {
      return Optional.empty();
    }
    Set<String> tags = new HashSet<>(fields.texts("tags"));
    for (String tag : tags) {
      if (tag.isEmpty() || tag.contains(",")) {
        throw Problem.invalid("tags: a tag is a text without commas, since rosters split at them");
      }
      if (tag.length() > Limits.VALUE_CHARACTERS) {
        throw tooLong("tags: a tag");
      }
    }
    if (tags.size() > Limits.TAGS_PER_USER) {
      throw new Problem(
          400, "TOO_MANY_TAGS", "tags: " + Limits.TAGS_PER_USER + " at most, not " + tags.size());
    }
    return Optional.of(tags);
  }

  /** Its access, all of it, if that is given. */
  Optional<Set<Access>> access() {
    if (!fields.has("access")) {
      return Optional.empty();
    }
    Set<Access> access = new HashSet<>();
    for (Fields entry : fields.objects("access", Set.of("product", "offer"))) {
      access.add(
          new Access(
              entry.required("product", Limits.VALUE_CHARACTERS),
              entry.required("offer", Limits.VALUE_CHARACTERS)));
    }
    return Optional.of(access);
  }

  /**
   * The fields that are to stand as changed by hand (SPEC U13): with those that change now, or
   * those of them that are given. Whoever leaves some out gives them back to imports.
   *
   * @param marked those that stand so
   * @param changed those that change now
   */
  Set<String> handEdited(Set<String> marked, Set<String> changed) {
    Set<String> all = new HashSet<>(marked);
    all.addAll(changed);
    if (!fields.has(HAND_EDITED)) {
      return all;
    }
    Set<String> kept = new HashSet<>(fields.texts(HAND_EDITED));
    for (String name : kept) {
      if (!all.contains(name)) {
        throw Problem.invalid(
            "handEdited: '" + name + "' was not changed by hand; names can only be left out");
      }
    }
    return kept;
  }

  /**
   * The groups that the user is to be in, if they are given: those of imports and those with
   * conditions stay as they are, named or not.
   *
   * @param now ids of the groups it is in
   */
  Optional<Set<String>> groups(Set<String> now) {
    if (!fields.has("groups")) {
      return Optional.empty();
    }
    List<String> ids = fields.ids("groups");
    Set<String> concerned = new HashSet<>(now);
    ids.stream().filter(GroupsResource::isId).forEach(concerned::add);
    Map<String, Group> all = directory.groups().find(tenant, concerned);
    Set<String> wanted = new HashSet<>();
    for (String id : ids) {
      if (!all.containsKey(id)) {
        throw new Problem(400, "GROUP_UNKNOWN", "groups: there is no group '" + id + "'");
      }
      if (!now.contains(id)) {
        MembersResource.requireEditable(all.get(id));
      }
      wanted.add(id);
    }
    now.stream().filter(id -> !isEditable(all, id)).forEach(wanted::add);
    return Optional.of(wanted);
  }

  private static boolean isEditable(Map<String, Group> all, String id) {
    return !Group.isImported(id) && all.containsKey(id) && !all.get(id).isConditional();
  }
}
