package dev.rollbook.aws;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollbook.Json;
import dev.rollbook.imports.Progress;
import dev.rollbook.imports.Tally;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The settled batches in the imports table. Batches are noted in groups, an item each with one
 * attribute a batch; a group that is full adds its number to one more item, which is full when it
 * has every group. All three writes change nothing when repeated. Safe for use by several threads.
 */
public final class DynamoProgress implements Progress {

  /**
   * Batches in an item. A tally has some 50 bytes, so an item ends under 2 KB and a batch costs two
   * write units at most; a million rows of ten columns are 3,500 batches, 110 items, 200 KB to
   * read.
   */
  static final int GROUP = 32;

  private static final Duration LIFE = Duration.ofDays(30);
  private static final String BATCH_PREFIX = "b";
  private static final String FULL = "full";
  private static final String FULL_KEY = "ALL";

  /** A tally as a list of its numbers: its names would make the item five times as large. */
  private static final JsonMapper TALLIES =
      Json.MAPPER.rebuild().addMixIn(Tally.class, AsList.class).build();

  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  private interface AsList {}

  private final DynamoTable table;
  private final Clock clock;

  /**
   * Progress in a table.
   *
   * @param table the imports table's name
   * @param clock tells when its items may go
   */
  public DynamoProgress(DynamoDbClient client, String table, Clock clock) {
    this.table = new DynamoTable(client, table);
    this.clock = clock;
  }

  @Override
  public boolean settle(String importId, int batch, int batches, Tally tally) {
    if (batch < 0 || batch >= batches) {
      throw new IllegalArgumentException(
          "batch %d of import %s is not one of its %d".formatted(batch, importId, batches));
    }
    int group = batch / GROUP;
    Expression note = new Expression().setIfAbsent(BATCH_PREFIX + batch, Values.text(write(tally)));
    Map<String, AttributeValue> item = update(importId, Integer.toString(group), note);
    long settled = item.keySet().stream().filter(name -> name.startsWith(BATCH_PREFIX)).count();
    if (settled < Math.min(GROUP, batches - group * GROUP)) {
      return false;
    }
    AttributeValue number = AttributeValue.builder().ns(Integer.toString(group)).build();
    Map<String, AttributeValue> full =
        update(importId, FULL_KEY, new Expression().add(FULL, number));
    int groups = (batches + GROUP - 1) / GROUP;
    return full.get(FULL).ns().size() == groups;
  }

  private Map<String, AttributeValue> update(String importId, String sk, Expression update) {
    update.set(ImportKeys.EXPIRES_AT, Values.number(clock.instant().plus(LIFE).getEpochSecond()));
    return table
        .client()
        .updateItem(
            r ->
                r.tableName(table.name())
                    .key(new Key(ImportKeys.progress(importId), sk).item())
                    .updateExpression(update.update())
                    .expressionAttributeNames(update.names())
                    .expressionAttributeValues(update.values())
                    .returnValues(ReturnValue.ALL_NEW))
        .attributes();
  }

  @Override
  public Settled settled(String importId) {
    Set<Integer> batches = new HashSet<>();
    Tally sum = Tally.NONE;
    for (Map<String, AttributeValue> item :
        PartitionPages.all(table, ImportKeys.progress(importId), "")) {
      for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
        if (attribute.getKey().startsWith(BATCH_PREFIX)) {
          batches.add(Integer.parseInt(attribute.getKey().substring(BATCH_PREFIX.length())));
          sum = sum.plus(read(attribute.getValue().s()));
        }
      }
    }
    return new Settled(batches, sum);
  }

  private static String write(Tally tally) {
    try {
      return TALLIES.writeValueAsString(tally);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tally is numbers and has JSON", e);
    }
  }

  private static Tally read(String text) {
    try {
      return TALLIES.readValue(text, Tally.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored progress is not a tally: " + text, e);
    }
  }
}
