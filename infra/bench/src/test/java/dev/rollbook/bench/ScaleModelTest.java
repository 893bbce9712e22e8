package dev.rollbook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long an import takes on AWS, by arithmetic. */
class ScaleModelTest {

  @Test
  void shouldNameTheLimitThatBindsFirst() {
    ScaleModel model = new ScaleModel(1, 0.1, 50e-6, 1e-3, 100e-6, 300);

    assertThat(model.lines())
        .filteredOn(line -> line.startsWith("model, 1 million rows, a new table"))
        .first()
        .asString()
        // 1,000,000 rows by 4,000 writes a second
        .contains("reconcile 250 s (the table's writes bind first: 4000 rows/s")
        .contains("parse 50 s", "finalize 100 s");
    assertThat(model.lines())
        .filteredOn(line -> line.startsWith("model, 1 million rows, a warm table"))
        .first()
        .asString()
        // 16 key shards of 1,000 writes a second each
        .contains("the partitions of one tenant's key shards bind first: 16000 rows/s");
    assertThat(model.lines())
        .filteredOn(line -> line.startsWith("model, 10 million rows, a warm table"))
        .first()
        .asString()
        .contains("the table's writes bind first: 40000 rows/s");
  }

  @Test
  void shouldNameTheFunctionsWhereTheyBind() {
    ScaleModel slow = new ScaleModel(1, 0.1, 50e-6, 0.1, 100e-6, 300);

    assertThat(slow.lines().get(1)).contains("the 100 reconcile functions bind first: 1000 rows/s");
  }
}
