package dev.rollbook.parse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Property;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.OptionsReader;
import dev.rollbook.imports.OptionsReader.InvalidOptionsException;
import dev.rollbook.testkit.InMemoryCloud;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Parse with everything around it in memory, for the tenant {@code acme}. */
final class ParseOnFakes {

  static final String TENANT = "acme";

  final InMemoryCloud cloud = new InMemoryCloud();
  private final Path scratch;
  private int ids;

  ParseOnFakes(Path scratch) {
    this.scratch = scratch;
    cloud.tenants.createIfMissing(TENANT);
  }

  /** A parse that remembers nothing. */
  Parse parse() {
    return new Parse(
        cloud.journal(),
        cloud.directory(),
        cloud.buckets(),
        cloud.rowQueuePort(),
        cloud.commandsPort(),
        this::nextId,
        scratch,
        cloud.clock);
  }

  private String nextId() {
    ids++;
    return "01J%023d".formatted(ids);
  }

  /** An import that waits for its file. */
  Import created(String name, String optionsJson) {
    Import created =
        Import.awaitingUpload(
            TENANT,
            nextId(),
            name,
            "users.csv",
            100,
            options(optionsJson),
            "en",
            cloud.clock.instant());
    cloud.imports.create(created);
    return created;
  }

  private ImportOptions options(String json) {
    try {
      return new OptionsReader(
              cloud.tenants.settings(TENANT).orElseThrow(),
              cloud.tenants.properties(TENANT).stream()
                  .map(Property::name)
                  .collect(Collectors.toSet()),
              id -> cloud.groups.find(TENANT, id))
          .read(Json.parse(json, JsonNode.class));
    } catch (InvalidOptionsException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Stores a file under an import's key, as its client does; gives the version it got. */
  String put(Import of, String csv) {
    return put(of.upload().key(), csv);
  }

  String put(String key, String csv) {
    return put(key, csv.getBytes(StandardCharsets.UTF_8));
  }

  String put(String key, byte[] file) {
    cloud.uploads.put(key, file);
    return cloud.uploads.find(key).map(ObjectStore.Stored::version).orElseThrow();
  }

  /** Delivers the storage event of an import's file. */
  void arrive(Import of, String version) throws IOException {
    arrive(of.upload().key(), version);
  }

  void arrive(String key, String version) throws IOException {
    parse().arrived(key, version, cloud.clock.instant());
  }

  /** An import whose file was uploaded and has been seen to as far as it goes. */
  Import uploaded(String name, String optionsJson, String csv) throws IOException {
    Import created = created(name, optionsJson);
    arrive(created, put(created, csv));
    return now(created);
  }

  Import now(Import then) {
    return cloud.imports.find(then.tenant(), then.importId()).orElseThrow();
  }
}
