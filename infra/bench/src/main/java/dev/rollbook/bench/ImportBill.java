package dev.rollbook.bench;

import dev.rollbook.local.template.FunctionResource;
import dev.rollbook.local.template.Template;
import java.util.List;
import java.util.Map;

/**
 * What an import asked of the services, and what that costs.
 *
 * @param rows of the roster
 * @param before the meter's counts when it began
 * @param after when it had ended
 */
record ImportBill(
    Template template, long rows, Map<String, Double> before, Map<String, Double> after) {

  private static final double MILLION = 1e6;
  private static final double GB = 1024 * 1024 * 1024.0;
  private static final double MB_PER_GB = 1024;

  double count(String prefix) {
    return ServiceMeter.sum(after, before, prefix);
  }

  double writes() {
    return count("dynamodb.write.") * PriceList.DYNAMODB_WRITE_UNIT;
  }

  double reads() {
    return count("dynamodb.read.") * PriceList.DYNAMODB_READ_UNIT;
  }

  double queues() {
    return count("sqs.") * PriceList.SQS_REQUEST;
  }

  double objects() {
    return count("s3.put") * PriceList.S3_PUT
        + count("s3.get") * PriceList.S3_GET
        + count("s3-bytes") / GB * PriceList.S3_GB_MONTH;
  }

  double gbSeconds() {
    return template.functions().stream()
        .mapToDouble(
            function ->
                count(FunctionMeter.seconds(function.logicalId()))
                    * function.memoryMb()
                    / MB_PER_GB)
        .sum();
  }

  double functions() {
    double requests =
        template.functions().stream()
            .map(FunctionResource::logicalId)
            .mapToDouble(id -> count(FunctionMeter.requests(id)))
            .sum();
    return requests * PriceList.LAMBDA_REQUEST + gbSeconds() * PriceList.LAMBDA_GB_SECOND;
  }

  double logs() {
    return count("log-bytes") / GB * PriceList.LOGS_GB;
  }

  double total() {
    return writes() + reads() + queues() + objects() + functions() + logs();
  }

  /** By the million rows. */
  double million(double dollars) {
    return dollars / rows * MILLION;
  }

  /** Seconds of a function for each row. */
  double secondsPerRow(String function) {
    return count(FunctionMeter.seconds(function)) / rows;
  }

  List<String> lines(String what) {
    return List.of(
        BenchFigure.text(
            "%s, a million rows: $%.4f = DynamoDB writes $%.4f (%.4f units a row: directory %.4f, imports %.4f, refused %.0f in all)"
                + " + reads $%.4f (%.4f units a row: directory %.4f, imports %.4f)",
            what,
            million(total()),
            million(writes()),
            count("dynamodb.write.") / rows,
            count("dynamodb.write.directory") / rows,
            count("dynamodb.write.imports") / rows,
            count("dynamodb.write.refused"),
            million(reads()),
            count("dynamodb.read.") / rows,
            count("dynamodb.read.directory") / rows,
            count("dynamodb.read.imports") / rows),
        BenchFigure.text(
            "%s, continued: SQS $%.4f (%.0f billed requests) + S3 $%.4f (%.0f PUT, %.0f GET, %.1f MB kept a month)"
                + " + Lambda $%.4f (%.1f GB-seconds) + logs $%.4f (%.0f KB); in this run of %d rows",
            what,
            million(queues()),
            count("sqs."),
            million(objects()),
            count("s3.put"),
            count("s3.get"),
            count("s3-bytes") / 1e6,
            million(functions()),
            gbSeconds(),
            million(logs()),
            count("log-bytes") / 1e3,
            rows));
  }
}
