package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.backend.Endpoints;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** A message as Lambda hands it to a function. */
final class SqsEventJson {

  private SqsEventJson() {}

  static ObjectNode record(Message message, String queueArn) {
    ObjectNode json = HostJson.object();
    json.put("messageId", message.messageId());
    json.put("receiptHandle", message.receiptHandle());
    json.put("body", message.body());
    ObjectNode attributes = json.putObject("attributes");
    message.attributesAsStrings().forEach(attributes::put);
    ObjectNode own = json.putObject("messageAttributes");
    message.messageAttributes().forEach((name, value) -> own.set(name, attribute(value)));
    json.put("md5OfBody", message.md5OfBody());
    if (message.md5OfMessageAttributes() != null) {
      json.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
    }
    json.put("eventSource", "aws:sqs");
    json.put("eventSourceARN", queueArn);
    json.put("awsRegion", Endpoints.REGION);
    return json;
  }

  private static ObjectNode attribute(MessageAttributeValue value) {
    ObjectNode json = HostJson.object();
    if (value.stringValue() != null) {
      json.put("stringValue", value.stringValue());
    }
    if (value.binaryValue() != null) {
      json.put("binaryValue", value.binaryValue().asByteArray());
    }
    json.putArray("stringListValues");
    json.putArray("binaryListValues");
    return json.put("dataType", value.dataType());
  }
}
