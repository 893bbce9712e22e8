package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The parts of an Office file and how they belong together (ECMA-376 part 2). Opened with the
 * archive reader that fastexcel-reader opens it with, so that both find the same parts by the same
 * names.
 */
final class XlsxPackage implements Closeable {

  /**
   * One part's relation to another.
   *
   * @param type the last word of its type: {@code worksheet}, {@code sharedStrings}
   * @param target the other part's name
   * @param direct whether the target was written without steps such as {@code ..}, which
   *     fastexcel-reader does not follow
   */
  record Relation(String type, String target, boolean direct) {}

  private final ZipFile zip;
  private final Map<String, ZipArchiveEntry> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private XlsxPackage(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * Opens a file.
   *
   * @throws RosterException if it is no sound ZIP archive, or a suspicious one
   */
  static XlsxPackage open(Path file) throws RosterException, IOException {
    ZipDirectory.check(file);
    try {
      XlsxPackage opened = new XlsxPackage(ZipFile.builder().setPath(file).get());
      try {
        opened.list();
      } catch (RosterException e) {
        opened.close();
        throw e;
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      throw WorkbookDamage.in("zip", e);
    }
  }

  private void list() throws RosterException {
    Enumeration<ZipArchiveEntry> entries = zip.getEntries();
    while (entries.hasMoreElements()) {
      ZipArchiveEntry entry = entries.nextElement();
      if (parts.put(entry.getName(), entry) != null) {
        throw WorkbookDamage.in(entry.getName(), "twice");
      }
    }
  }

  private static String key(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  /** Whether there is a part of that name. */
  boolean has(String name) {
    return parts.containsKey(key(name));
  }

  /** Whether there is a part in that folder. */
  boolean hasFolder(String folder) {
    return parts.keySet().stream()
        .anyMatch(name -> name.regionMatches(true, 0, folder, 0, folder.length()));
  }

  /** The archive, for a look at all of it. */
  ZipFile zip() {
    return zip;
  }

  /** A part's entry in the archive. */
  ZipArchiveEntry entry(String name) throws RosterException {
    ZipArchiveEntry entry = parts.get(key(name));
    if (entry == null) {
      throw WorkbookDamage.in(name, "missing");
    }
    return entry;
  }

  /** Opens a part as it is. */
  InputStream stream(String name) throws RosterException {
    try {
      return zip.getInputStream(entry(name));
    } catch (IOException | RuntimeException e) {
      throw WorkbookDamage.in(name, e);
    }
  }

  /** Opens a part of XML. */
  XmlPart part(String name) throws RosterException, IOException {
    return new XmlPart(key(name), stream(name));
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
    String name = key(part);
    int slash = name.lastIndexOf('/') + 1;
    String folder = name.substring(0, slash);
    Map<String, Relation> relations = new HashMap<>();
    try (XmlPart xml = part(folder + "_rels/" + name.substring(slash) + ".rels")) {
      while (xml.goTo("Relationship")) {
        Optional<String> target = xml.attribute("Target");
        if (target.isPresent()) {
          relations.put(xml.attribute("Id").orElse(""), relation(xml, folder, target.get()));
        }
      }
    }
    return relations;
  }

  private static Relation relation(XmlPart xml, String folder, String target) {
    String type = xml.attribute("Type").orElse("");
    String resolved = resolve(folder, target);
    boolean direct = resolved.equals(target.startsWith("/") ? key(target) : folder + target);
    return new Relation(type.substring(type.lastIndexOf('/') + 1), resolved, direct);
  }

  private static String resolve(String folder, String target) {
    if (target.startsWith("/")) {
      return key(target);
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
