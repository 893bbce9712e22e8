package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The parts of an Office file and how they belong together (ECMA-376 part 2). */
final class XlsxPackage implements Closeable {

  /**
   * One part's relation to another.
   *
   * @param type the last word of its type: {@code worksheet}, {@code sharedStrings}
   * @param target the other part's name
   */
  record Relation(String type, String target) {}

  private final ZipFile zip;
  private final Map<String, ZipEntry> parts = new HashMap<>();

  private XlsxPackage(ZipFile zip) {
    this.zip = zip;
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      parts.put(key(entry.getName()), entry);
    }
  }

  /**
   * Opens a file.
   *
   * @throws RosterException if it is no sound ZIP archive, or a suspicious one
   */
  static XlsxPackage open(Path file) throws RosterException, IOException {
    ZipDirectory.check(file);
    try {
      return new XlsxPackage(new ZipFile(file.toFile()));
    } catch (ZipException | IllegalArgumentException e) {
      throw WorkbookDamage.in("zip", e);
    }
  }

  private static String key(String name) {
    String relative = name.startsWith("/") ? name.substring(1) : name;
    return relative.replace('\\', '/').toLowerCase(Locale.ROOT);
  }

  /** Whether there is a part of that name. */
  boolean has(String name) {
    return parts.containsKey(key(name));
  }

  /** Whether there is a part in that folder. */
  boolean hasFolder(String folder) {
    return parts.keySet().stream().anyMatch(name -> name.startsWith(folder));
  }

  /** The archive, for a look at all of it. */
  ZipFile zip() {
    return zip;
  }

  /** Opens a part. */
  XmlPart part(String name) throws RosterException, IOException {
    ZipEntry entry = parts.get(key(name));
    if (entry == null) {
      throw WorkbookDamage.in(name, "missing");
    }
    try {
      return new XmlPart(name, zip.getInputStream(entry));
    } catch (ZipException e) {
      throw WorkbookDamage.in(name, e);
    }
  }

  /** The name of the workbook's part. */
  String workbook() throws RosterException, IOException {
    if (!has("_rels/.rels")) {
      return "xl/workbook.xml";
    }
    return relations("").values().stream()
        .filter(relation -> relation.type().equals("officeDocument"))
        .map(Relation::target)
        .findFirst()
        .orElse("xl/workbook.xml");
  }

  /** The relations of a part by their ids; those of the whole package for an empty name. */
  Map<String, Relation> relations(String part) throws RosterException, IOException {
    int slash = part.lastIndexOf('/') + 1;
    String folder = part.substring(0, slash);
    Map<String, Relation> relations = new HashMap<>();
    try (XmlPart xml = part(folder + "_rels/" + part.substring(slash) + ".rels")) {
      while (xml.goTo("Relationship")) {
        Optional<String> target = xml.attribute("Target");
        String type = xml.attribute("Type").orElse("");
        if (target.isPresent()) {
          relations.put(
              xml.attribute("Id").orElse(""),
              new Relation(
                  type.substring(type.lastIndexOf('/') + 1), resolve(folder, target.get())));
        }
      }
    }
    return relations;
  }

  private static String resolve(String folder, String target) {
    if (target.startsWith("/")) {
      return target.substring(1);
    }
    Deque<String> path = new ArrayDeque<>();
    for (String step : (folder + target).split("/", -1)) {
      if (step.equals("..")) {
        path.pollLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        path.add(step);
      }
    }
    return String.join("/", path);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
