package dev.rollbook.local;

import dev.rollbook.local.template.FunctionResource;
import dev.rollbook.local.template.Template;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In place of Secrets Manager, as far as the template uses it: secrets that are generated once, and
 * put into the variables of functions by reference. Each lies in a file of the data folder that its
 * owner alone can read, so that what it sealed opens after a restart.
 */
final class LocalSecrets {

  private static final Pattern REFERENCE =
      Pattern.compile("\\{\\{resolve:secretsmanager:([A-Za-z0-9-]+)}}");

  private static final int BYTES = 32;

  private final Path folder;

  LocalSecrets(Path dataFolder) {
    this.folder = dataFolder.resolve("secrets");
  }

  /** The same template, with secrets in place of references to them. */
  Template resolve(Template template) throws IOException {
    List<FunctionResource> functions = new ArrayList<>();
    for (FunctionResource function : template.functions()) {
      Map<String, String> environment = new LinkedHashMap<>();
      for (Map.Entry<String, String> variable : function.environment().entrySet()) {
        environment.put(variable.getKey(), resolve(variable.getValue()));
      }
      functions.add(function.with(environment));
    }
    return new Template(
        functions, template.queues(), template.buckets(), template.tables(), template.apis());
  }

  private String resolve(String value) throws IOException {
    Matcher reference = REFERENCE.matcher(value);
    return reference.matches() ? secret(reference.group(1)) : value;
  }

  private String secret(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      byte[] bytes = new byte[BYTES];
      new SecureRandom().nextBytes(bytes);
      Path made = Files.createTempFile(folder, name, ".new");
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      }
      Files.writeString(made, HexFormat.of().formatHex(bytes));
      Files.move(made, file);
    }
    return Files.readString(file);
  }
}
