package dev.rollbook.local;

import dev.rollbook.aws.Clients;

/** Does what a function in a container does: takes everything from its environment. */
final class SamProbe {

  private SamProbe() {}

  /** Calls a table, a queue and a bucket; fails where it cannot. */
  public static void main(String[] args) {
    Clients clients = Clients.patient();
    clients.dynamoDb().describeTable(request -> request.tableName(variable("DIRECTORY_TABLE")));
    clients
        .sqs()
        .getQueueAttributes(
            request ->
                request
                    .queueUrl(variable("ROWS_QUEUE_URL"))
                    .attributeNamesWithStrings("VisibilityTimeout"));
    clients.s3().listObjectsV2(request -> request.bucket(variable("UPLOADS_BUCKET")));
    System.out.println("all answered");
  }

  private static String variable(String name) {
    return System.getenv().getOrDefault(name, "");
  }
}
