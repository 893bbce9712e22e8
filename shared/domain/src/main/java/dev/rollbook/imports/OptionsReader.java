package dev.rollbook.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.JsonFields;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.RowModes.ExistingUsers;
import dev.rollbook.directory.RowModes.HandEdits;
import dev.rollbook.directory.RowModes.NewUsers;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.ImportOptions.EmptyCells;
import dev.rollbook.imports.ImportOptions.MatchBy;
import dev.rollbook.imports.ImportOptions.Notify;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.Target;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks the options that somebody asks for, and puts the tenant's profile and the product's
 * defaults where they are silent (SPEC section 2, S6). Nothing unknown and nothing out of range
 * gets past it.
 */
public final class OptionsReader {

  private static final Set<String> KNOWN =
      Set.of(
          "format",
          "charset",
          "delimiter",
          "header",
          "sheet",
          "mapping",
          "matchBy",
          "emptyCells",
          "deactivateUnlisted",
          "dryRun",
          "review",
          "tags",
          "defaultGroup",
          "access",
          "notify",
          "rowLimit",
          "newUsers",
          "existingUsers",
          "leavers",
          "handEdits",
          "list",
          "graceDays");

  /**
   * An import is one item of the store, of 400 KB at most, its options and its summary together.
   */
  private static final int MAX_BYTES = 250_000;

  private final TenantSettings settings;
  private final Set<String> properties;
  private final Function<String, Optional<Group>> groups;

  /**
   * A reader for one tenant.
   *
   * @param settings with the profile and the row limit
   * @param properties names of the tenant's properties, which a mapping may name
   * @param groups finds a group of the tenant by its id
   */
  public OptionsReader(
      TenantSettings settings, Set<String> properties, Function<String, Optional<Group>> groups) {
    this.settings = settings;
    this.properties = Set.copyOf(properties);
    this.groups = groups;
  }

  /**
   * A reader for one tenant, whose properties and groups are looked up.
   *
   * @param settings with the profile and the row limit
   */
  public static OptionsReader of(TenantSettings settings, Directory directory, String tenant) {
    return new OptionsReader(
        settings,
        directory.tenants().properties(tenant).stream()
            .map(Property::name)
            .collect(Collectors.toSet()),
        id -> directory.groups().find(tenant, id));
  }

  /**
   * The options of an import.
   *
   * @param asked an object as in {@code POST /imports}; its fields win over the profile's
   * @throws InvalidOptionsException naming every option that is unknown or out of range
   */
  public ImportOptions read(JsonNode asked) throws InvalidOptionsException {
    List<String> problems = new ArrayList<>();
    if (!asked.isObject()) {
      throw new InvalidOptionsException(List.of("options must be a JSON object"));
    }
    ObjectNode merged =
        settings.profile().options() instanceof ObjectNode profile
            ? profile.deepCopy()
            : ((ObjectNode) asked).objectNode();
    merged.setAll((ObjectNode) asked);
    JsonFields fields = JsonFields.of(merged, "", KNOWN, noting(problems));
    ImportOptions options =
        ImportOptions.defaults(settings.rowLimit())
            .with()
            .format(
                fields.oneOf(
                    "format", ImportOptions.AUTO, ImportOptions.AUTO, "csv", "xlsx", "xls"))
            .charset(charset(fields, problems))
            .delimiter(delimiter(fields))
            .header(fields.flag("header", true))
            .sheet(fields.text("sheet", ""))
            .mapping(mapping(fields, problems))
            .matchBy(
                fields.oneOf("matchBy", "username", "username", "email").equals("email")
                    ? MatchBy.EMAIL
                    : MatchBy.USERNAME)
            .emptyCells(
                fields.oneOf("emptyCells", "keep", "keep", "clear").equals("clear")
                    ? EmptyCells.CLEAR
                    : EmptyCells.KEEP)
            .deactivateUnlisted(fields.flag("deactivateUnlisted", false))
            .dryRun(fields.flag("dryRun", false))
            .review(fields.flag("review", false))
            .tags(tags(fields, problems))
            .defaultGroup(defaultGroup(fields, problems))
            .access(access(fields, problems))
            .notification(notification(fields))
            .rowLimit(fields.number("rowLimit", settings.rowLimit(), 1, settings.rowLimit()))
            .newUsers(fields.oneOf("newUsers", NewUsers.class, NewUsers.CREATE))
            .existingUsers(fields.oneOf("existingUsers", ExistingUsers.class, ExistingUsers.UPDATE))
            .handEdits(fields.oneOf("handEdits", HandEdits.class, HandEdits.OVERWRITE))
            .list(list(fields, problems))
            .graceDays(fields.number("graceDays", 0, 0, Limits.GRACE_DAYS))
            .leavers(fields.flag("leavers", false))
            .build();
    if (options.leavers() && options.deactivateUnlisted()) {
      problems.add(
          "leavers: the roster names who is to leave, or with deactivateUnlisted who is to stay;"
              + " not both");
    }
    int bytes = Json.bytes(options).length;
    if (bytes > MAX_BYTES) {
      problems.add("options: %d bytes as JSON at most, not %d".formatted(MAX_BYTES, bytes));
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return options;
  }

  private static JsonFields.Problems noting(List<String> problems) {
    return new JsonFields.Problems() {
      @Override
      public void unknown(String field, Set<String> known) {
        problems.add("there is no option '" + field + "'");
      }

      @Override
      public void wrong(String field, String problem) {
        problems.add(field + ": " + problem);
      }
    };
  }

  private static String charset(JsonFields fields, List<String> problems) {
    String name = fields.text("charset", ImportOptions.AUTO);
    try {
      if (!name.equals(ImportOptions.AUTO) && !Charset.isSupported(name)) {
        problems.add("charset: there is no charset '" + name + "'");
      }
    } catch (IllegalCharsetNameException e) {
      problems.add("charset: '" + name + "' is not the name of a charset");
    }
    return name;
  }

  private static String delimiter(JsonFields fields) {
    String delimiter =
        fields.oneOf(
            "delimiter", ImportOptions.AUTO, ImportOptions.AUTO, ";", ",", "\t", "|", "tab");
    return delimiter.equals("tab") ? "\t" : delimiter;
  }

  private List<Reading.Column> mapping(JsonFields fields, List<String> problems) {
    List<Reading.Column> columns = new ArrayList<>();
    for (JsonFields entry : fields.objects("mapping", Set.of("column", "target"))) {
      JsonNode column = entry.object().path("column");
      String target = entry.object().path("target").asText();
      boolean named = column.isTextual() && !column.asText().isBlank();
      boolean numbered =
          column.isIntegralNumber() && column.canConvertToInt() && column.asInt() >= 1;
      Optional<Target> parsed = Target.parse(target);
      if (!named && !numbered) {
        problems.add("mapping: each entry needs a column, its header or its number from 1");
      } else if (column.asText().strip().length() > Reading.Column.SHOWN_CHARACTERS) {
        problems.add(
            "mapping: a header of over "
                + Reading.Column.SHOWN_CHARACTERS
                + " characters is named by its number, or cut as the preview shows it; this one"
                + " begins '"
                + column.asText().strip().substring(0, 20)
                + "'");
      } else if (parsed.isEmpty()) {
        problems.add(
            "mapping: column '" + column.asText() + "' cannot feed the target '" + target + "'");
      } else if (parsed.get() instanceof Target.Property property
          && !properties.contains(property.name())) {
        problems.add(
            "mapping: column '"
                + column.asText()
                + "' names the property '"
                + property.name()
                + "', which the tenant does not have");
      } else {
        columns.add(new Reading.Column(column.asText().strip(), parsed.get()));
      }
    }
    return columns;
  }

  private static List<String> tags(JsonFields fields, List<String> problems) {
    List<String> tags = new ArrayList<>();
    for (JsonNode tag : fields.list("tags")) {
      String text = tag.asText().strip();
      if (!tag.isTextual() || text.isEmpty() || text.contains(",")) {
        problems.add("tags: a tag is a text without commas");
      } else if (text.length() > Limits.VALUE_CHARACTERS) {
        problems.add("tags: a tag has " + Limits.VALUE_CHARACTERS + " characters at most");
      } else {
        tags.add(text);
      }
    }
    if (tags.size() > Limits.TAGS_PER_USER) {
      problems.add("tags: " + Limits.TAGS_PER_USER + " at most, not " + tags.size());
    }
    return tags;
  }

  private String defaultGroup(JsonFields fields, List<String> problems) {
    String id = fields.text("defaultGroup", Group.ROOT);
    Optional<Group> group = groups.apply(id);
    if (group.isEmpty()) {
      problems.add("defaultGroup: there is no group '" + id + "'");
    } else if (group.get().origin() == Origin.IMPORT || group.get().isConditional()) {
      problems.add("defaultGroup: '" + id + "' must be a MANUAL group without conditions");
    }
    return id;
  }

  private static List<Access> access(JsonFields fields, List<String> problems) {
    List<Access> access = new ArrayList<>();
    for (JsonFields entry : fields.objects("access", Set.of("product", "offer"))) {
      String product = entry.text("product", "");
      String offer = entry.text("offer", "");
      if (product.isBlank() || offer.isBlank()) {
        problems.add("access: each entry needs a product and an offer");
      } else {
        access.add(new Access(product, offer));
      }
    }
    if (access.size() > Limits.ACCESS_PER_IMPORT) {
      problems.add("access: " + Limits.ACCESS_PER_IMPORT + " at most, not " + access.size());
    }
    return access;
  }

  private static String list(JsonFields fields, List<String> problems) {
    String list = fields.text("list", "").strip();
    if (list.length() > Limits.LIST_CHARACTERS) {
      problems.add(
          "list: a list's name has %d characters at most, not %d"
              .formatted(Limits.LIST_CHARACTERS, list.length()));
    } else if (list.chars().anyMatch(Character::isISOControl)) {
      problems.add("list: a list's name is a text without control characters");
    }
    return list;
  }

  private static Notify notification(JsonFields fields) {
    return fields
        .inner("notify", Set.of("send", "language", "template"))
        .map(
            asked ->
                new Notify(
                    asked.flag("send", false),
                    asked.oneOf("language", "", "", "de", "en"),
                    asked.text("template", "")))
        .orElse(Notify.NONE);
  }

  /** Options that an import cannot be made with. */
  public static final class InvalidOptionsException extends Exception {
    private static final long serialVersionUID = 1L;
    private final List<String> problems;

    private InvalidOptionsException(List<String> problems) {
      super(String.join("; ", problems));
      this.problems = List.copyOf(problems);
    }

    /** What is wrong, an entry for each thing. */
    public List<String> problems() {
      return problems;
    }
  }
}
