package dev.rollbook.local.pipeline;

import dev.rollbook.local.pipeline.FaultProxy.Call;
import java.util.Set;

/** What may become of a call on its way to a service and back. */
enum Mishap {
  /** The service is asked too much. */
  THROTTLED(2),
  /** The service is broken. */
  BROKEN(2),
  /** It never gets there, and the caller waits in vain for the answer. */
  SILENT_BEFORE(1),
  /** It is done, and the caller waits in vain for the answer. */
  SILENT_AFTER(1),
  /** The connection breaks before it gets there. */
  CUT_BEFORE(2),
  /** The connection breaks when it is done. */
  CUT_AFTER(2),
  /** Done in part, the rest given back: unprocessed keys, statements, entries; a short page. */
  IN_PART(4),
  /** Done at once and answered late: what is read may be true no more. */
  SLOW(2),
  /** A read that may be is answered as it was a moment ago. */
  STALE(4),
  /** A message is sent twice. */
  TWICE(3),
  /** A message comes later than those behind it. */
  LATE(3),
  /** A message never comes. */
  LOST(2),
  /** Some function that is at work is killed, and the call never gets there. */
  KILLED_BEFORE(1),
  /** Some function that is at work is killed when the call is done. */
  KILLED_AFTER(1);

  private static final Set<String> PARTIAL =
      Set.of("BatchGetItem", "BatchExecuteStatement", "SendMessageBatch", "Query");
  private static final Set<String> S3_READS = Set.of("GET", "HEAD");
  private static final Set<String> READS = Set.of("BatchGetItem", "GetItem", "Query");
  private static final String CONSISTENT = "\"ConsistentRead\":true";
  private static final String FIFO = ".fifo\"";

  /** How often it comes beside the others; a process that is killed costs the start of another. */
  final int weight;

  Mishap(int weight) {
    this.weight = weight;
  }

  boolean suits(Call call) {
    return switch (this) {
      // At S3 it lasts half a minute: once for a call that does nothing, once for one that does.
      case SILENT_BEFORE -> call.service() != Service.S3 || S3_READS.contains(call.action());
      case SILENT_AFTER -> call.service() != Service.S3 || !S3_READS.contains(call.action());
      case IN_PART -> PARTIAL.contains(call.action());
      case STALE -> READS.contains(call.action()) && !call.body().contains(CONSISTENT);
      case TWICE -> call.action().startsWith("SendMessage");
      // A queue that keeps the order, and what it was given, is taken at its word.
      case LATE, LOST -> call.action().startsWith("SendMessage") && !call.body().contains(FIFO);
      default -> true;
    };
  }
}
