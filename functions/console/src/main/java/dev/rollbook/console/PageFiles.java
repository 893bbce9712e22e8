package dev.rollbook.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every file of the console under the name it is asked for by. All lie in one folder that is named
 * after what is in them, so that a browser may keep each for ever; only the page itself, which
 * names that folder, has a name that stays.
 */
final class PageFiles {

  private static final String FOLDER = "page";
  private static final String PAGE = "index.html";
  private static final String VERSION = "{{version}}";
  private static final String PRELOADS = "{{preloads}}";
  private static final String MAP_START = "<script type=\"importmap\">";
  private static final String MAP_END = "</script>";

  private final String version;
  private final PageFile page;
  private final String scriptHash;
  private final Map<String, PageFile> files;

  private PageFiles(SortedMap<String, byte[]> contents) {
    String template = text(contents.get(PAGE));
    this.version = version(contents);
    String preloads =
        contents.keySet().stream()
            .filter(name -> name.endsWith(".js"))
            .map(name -> "    <link rel=\"modulepreload\" href=\"/console/" + version + "/" + name)
            .map(link -> link + "\">")
            .collect(Collectors.joining("\n"))
            .strip();
    String html = template.replace(VERSION, version).replace(PRELOADS, preloads);
    this.page = PageFile.of(PAGE, html.getBytes(StandardCharsets.UTF_8));
    this.scriptHash = scriptHash(html);
    Map<String, PageFile> named = new TreeMap<>();
    contents.forEach(
        (name, bytes) -> {
          if (!name.equals(PAGE)) {
            named.put(version + "/" + name, PageFile.of(name, bytes));
          }
        });
    this.files = Map.copyOf(named);
  }

  /** Those in this jar. */
  static PageFiles ofJar() {
    try {
      URI folder = PageFiles.class.getResource(FOLDER).toURI();
      if (folder.getScheme().equals("file")) {
        return new PageFiles(contents(Path.of(folder)));
      }
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        return new PageFiles(
            contents(jar.getPath(PageFiles.class.getPackageName().replace('.', '/'), FOLDER)));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the console's files cannot be read from its jar", e);
    }
  }

  /** The page, whose name stays. */
  PageFile page() {
    return page;
  }

  /** The name of the folder of all other files. */
  String version() {
    return version;
  }

  /**
   * A file of that folder.
   *
   * @param name with the folder, as {@code 0123456789abcdef/app.js}
   */
  Optional<PageFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** The names of all files in the folder, the folder's included. */
  Stream<String> names() {
    return files.keySet().stream();
  }

  /**
   * The Base64 of the SHA-256 of the one script that stands in the page: the map from the
   * libraries' names to their files, which cannot lie in a file of its own.
   */
  String scriptHash() {
    return scriptHash;
  }

  private static String scriptHash(String html) {
    int start = html.indexOf(MAP_START) + MAP_START.length();
    String script = html.substring(start, html.indexOf(MAP_END, start));
    return Base64.getEncoder()
        .encodeToString(PageFile.sha256(script.getBytes(StandardCharsets.UTF_8)));
  }

  private static String version(SortedMap<String, byte[]> contents) {
    StringBuilder all = new StringBuilder();
    contents.forEach(
        (name, bytes) ->
            all.append(name).append(' ').append(PageFile.hex(PageFile.sha256(bytes))).append('\n'));
    return PageFile.hex(PageFile.sha256(all.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static SortedMap<String, byte[]> contents(Path folder) throws IOException {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
        contents.put(folder.relativize(file).toString().replace('\\', '/'), read(file));
      }
    }
    return contents;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read from its jar", e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
