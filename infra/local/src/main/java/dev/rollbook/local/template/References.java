package dev.rollbook.local.template;

import java.util.Locale;
import java.util.Map;

/**
 * What {@code Ref} and {@code GetAtt} give, by the type of the resource they name. The name that a
 * template gives a resource may be made of {@link Parameters}, and of no other resource.
 */
final class References implements Scope {

  private final StackNames names;
  private final Parameters parameters;
  private final Intrinsics ofParameters;
  private final Map<String, Object> resources;

  References(StackNames names, Map<String, Object> parameters, Map<String, Object> resources) {
    this.names = names;
    this.parameters = new Parameters(names, parameters);
    this.ofParameters = new Intrinsics(this.parameters, Map.of(), Map.of());
    this.resources = resources;
  }

  @Override
  public Object ref(String name, String place) {
    return parameters.has(name) ? parameters.ref(name, place) : resource(name, place);
  }

  private String resource(String logicalId, String place) {
    String name = physicalName(logicalId, place);
    return type(logicalId, place).equals("AWS::SQS::Queue") ? names.queueUrl(name) : name;
  }

  @Override
  public String attribute(String logicalId, String attribute, String place) {
    String type = type(logicalId, place);
    String name = physicalName(logicalId, place);
    return switch (type + " " + attribute) {
      case "AWS::SQS::Queue Arn" -> names.arn("sqs", name);
      case "AWS::SQS::Queue QueueName" -> name;
      case "AWS::SQS::Queue QueueUrl" -> names.queueUrl(name);
      case "AWS::S3::Bucket Arn" -> "arn:aws:s3:::" + name;
      // Where it would be at AWS; a function that calls it there is told where S3 is instead.
      case "AWS::S3::Bucket DomainName" -> name + ".s3.amazonaws.com";
      case "AWS::S3::Bucket RegionalDomainName" ->
          name + ".s3." + names.region() + ".amazonaws.com";
      case "AWS::DynamoDB::Table Arn" -> names.arn("dynamodb", "table/" + name);
      case "AWS::Serverless::Function Arn" -> names.arn("lambda", "function:" + name);
      case "AWS::Serverless::HttpApi ApiEndpoint" -> names.api().toString();
      case "AWS::Serverless::HttpApi ApiId" -> name;
      default -> {
        if (attribute.equals("Arn")) {
          // A role, a key: nothing here reads it, but a variable may carry it along.
          yield names.arn(type.split("::", -1)[1].toLowerCase(Locale.ROOT), name);
        }
        throw new TemplateException(
            place,
            "GetAtt "
                + logicalId
                + "."
                + attribute
                + " of "
                + type
                + " is not known to the embedded cloud");
      }
    };
  }

  /**
   * The resource's own name if the template gives one, else the stack's name and its logical id.
   */
  String physicalName(String logicalId, String place) {
    String type = type(logicalId, place);
    Map<?, ?> properties =
        resources.get(logicalId) instanceof Map<?, ?> resource
                && resource.get("Properties") instanceof Map<?, ?> map
            ? map
            : Map.of();
    String key =
        switch (type) {
          case "AWS::SQS::Queue" -> "QueueName";
          case "AWS::S3::Bucket" -> "BucketName";
          case "AWS::DynamoDB::Table" -> "TableName";
          case "AWS::Serverless::Function" -> "FunctionName";
          default -> "Name";
        };
    Object given = properties.get(key);
    if (given != null) {
      return ofParameters.section(Map.of(key, given), place).text(key);
    }
    return switch (type) {
      case "AWS::S3::Bucket" -> names.bucketNameOf(logicalId);
      case "AWS::SQS::Queue" ->
          names.nameOf(logicalId)
              + (String.valueOf(properties.get("FifoQueue")).equals("true") ? ".fifo" : "");
      case "AWS::Serverless::HttpApi" -> logicalId;
      default -> names.nameOf(logicalId);
    };
  }

  private String type(String logicalId, String place) {
    if (resources.get(logicalId) instanceof Map<?, ?> resource
        && resource.get("Type") instanceof String type) {
      return type;
    }
    throw new TemplateException(place, "there is no parameter or resource '" + logicalId + "'");
  }
}
