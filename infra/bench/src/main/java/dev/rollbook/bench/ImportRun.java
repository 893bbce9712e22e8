package dev.rollbook.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An import that ended.
 *
 * @param summary as the API gives it
 * @param seconds from the call that made it until it was finished
 * @param use of the processors
 */
record ImportRun(JsonNode summary, double seconds, ProcessorUse.Since use) {

  long rows() {
    return count("rows");
  }

  long count(String name) {
    return summary.path("counts").path(name).asLong();
  }

  double readUnits() {
    return summary.path("cost").path("readUnits").asDouble();
  }

  double writeUnits() {
    return summary.path("cost").path("writeUnits").asDouble();
  }

  double rowsPerSecond() {
    return rows() / seconds;
  }

  String note(String what) {
    return BenchFigure.text(
        "%s: %d rows, %.0f rows/s, %.0f read and %.0f write units; %s",
        what, rows(), rowsPerSecond(), readUnits(), writeUnits(), use.text());
  }
}
