package dev.rollbook.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.local.template.EventSource.HttpRoute;
import dev.rollbook.local.template.EventSource.ObjectStored;
import dev.rollbook.local.template.EventSource.QueueBatch;
import dev.rollbook.local.template.EventSource.Rate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template as a deployment would read it. */
class TemplateTest {

  private static final StackNames NAMES =
      StackNames.local(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2"));

  private static final String FUNCTION =
      """
      Globals:
        Function:
          Timeout: 30
          MemorySize: 512
          Environment:
            Variables: {STAGE: !Ref Stage, BOTH: global}
      Parameters:
        Stage: {Type: String, Default: dev}
      Conditions:
        IsProd: !Equals [!Ref Stage, prod]
        NotProd: !Not [!Condition IsProd]
      Resources:
        Work:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: functions/work.jar
            Handler: a.B::c
            Environment:
              Variables:
                BOTH: own
      """;

  @TempDir Path folder;

  @Test
  void shouldMergeGlobalsUnderTheFunctionsOwnProperties() throws IOException {
    FunctionResource function = read(FUNCTION).function("Work");
    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(function.memoryMb()).isEqualTo(512);
    assertThat(function.environment())
        .containsExactlyInAnyOrderEntriesOf(Map.of("STAGE", "dev", "BOTH", "own"));
    assertThat(function.code()).isEqualTo(folder.resolve("functions/work.jar"));
    assertThat(function.name()).isEqualTo("rollbook-Work");
    assertThat(function.arn())
        .isEqualTo("arn:aws:lambda:eu-central-1:000000000000:function:rollbook-Work");
  }

  @Test
  void shouldResolveIntrinsicsInShortAndLongForm() throws IOException {
    Template template =
        read(
            FUNCTION
                + """
                          QUEUE: !Ref Rows
                          NAME: !GetAtt Rows.QueueName
                          ARN: {"Fn::GetAtt": [Rows, Arn]}
                          BUCKET: !Ref Uploads
                          TABLE: {Ref: People}
                          API: !GetAtt Front.ApiEndpoint
                          SUB: !Sub "${AWS::StackName}/${Rows.QueueName}/${!literal}/${Stage}"
                          SUB2: !Sub ["${a}-${b}", {a: 1, b: !Ref "AWS::AccountId"}]
                          JOINED: !Join ["-", [a, !Ref Stage, 3]]
                          CHOSEN: !If [IsProd, big, small]
                          OTHER: !If [NotProd, small, big]
                          GONE: !If [IsProd, x, !Ref "AWS::NoValue"]
                          SELECTED: !Select [1, !Split [",", "a,b,c"]]
                  Rows: {Type: "AWS::SQS::Queue"}
                  Uploads: {Type: "AWS::S3::Bucket"}
                  Kept: {Type: "AWS::S3::Bucket", Properties: {VersioningConfiguration: {Status: Enabled}}}
                  People: {Type: "AWS::DynamoDB::Table", Properties: {TableName: !Sub "${Stage}-people"}}
                  Front: {Type: "AWS::Serverless::HttpApi"}
                """);
    Map<String, String> environment = template.function("Work").environment();
    assertThat(environment)
        .containsEntry("QUEUE", "http://127.0.0.1:1/000000000000/rollbook-Rows")
        .containsEntry("NAME", "rollbook-Rows")
        .containsEntry("ARN", "arn:aws:sqs:eu-central-1:000000000000:rollbook-Rows")
        .containsEntry("BUCKET", "rollbook-uploads")
        .containsEntry("TABLE", "dev-people")
        .containsEntry("API", "http://127.0.0.1:2")
        .containsEntry("SUB", "rollbook/rollbook-Rows/${literal}/dev")
        .containsEntry("SUB2", "1-000000000000")
        .containsEntry("JOINED", "a-dev-3")
        .containsEntry("CHOSEN", "small")
        .containsEntry("OTHER", "small")
        .containsEntry("SELECTED", "b")
        .doesNotContainKey("GONE");
    assertThat(template.buckets())
        .containsExactly(
            new BucketResource("Uploads", "rollbook-uploads", false, List.of()),
            new BucketResource("Kept", "rollbook-kept", true, List.of()));
  }

  @Test
  void shouldTakeAParametersValueInPlaceOfItsDefault() throws IOException {
    Template template = TemplateReader.read(write(FUNCTION), NAMES, Map.of("Stage", "prod"));
    assertThat(template.function("Work").environment()).containsEntry("STAGE", "prod");
  }

  @Test
  void shouldRefuseAParameterThatIsNotThere() throws IOException {
    Path file = write(FUNCTION);
    assertThatThrownBy(() -> TemplateReader.read(file, NAMES, Map.of("Stages", "x")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("'Stages'");
  }

  @Test
  void shouldReadEveryKindOfEvent() throws IOException {
    FunctionResource function =
        read(FUNCTION
                + """
                          Events:
                            Stored:
                              Type: S3
                              Properties:
                                Bucket: !Ref Uploads
                                Events: ["s3:ObjectCreated:Put"]
                                Filter: {S3Key: {Rules: [{Name: prefix, Value: in/}, {Name: suffix, Value: .csv}]}}
                            Queue:
                              Type: SQS
                              Properties:
                                Queue: !GetAtt Rows.Arn
                                BatchSize: 50
                                MaximumBatchingWindowInSeconds: 2
                                FunctionResponseTypes: [ReportBatchItemFailures]
                                ScalingConfig: {MaximumConcurrency: 4}
                            Route: {Type: HttpApi, Properties: {ApiId: !Ref Front, Path: "/v1/{proxy+}", Method: any}}
                            Open: {Type: HttpApi, Properties: {ApiId: !Ref Front, Path: /health, Method: get, Auth: {Authorizer: NONE}}}
                            Tick: {Type: Schedule, Properties: {Schedule: rate(2 hours)}}
                          EventInvokeConfig: {MaximumRetryAttempts: 0, DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Rows.Arn}}}
                      Rows: {Type: "AWS::SQS::Queue"}
                      Uploads: {Type: "AWS::S3::Bucket"}
                      Front:
                        Type: AWS::Serverless::HttpApi
                        Properties:
                          Auth:
                            DefaultAuthorizer: Keys
                            Authorizers:
                              Keys:
                                FunctionArn: !GetAtt Work.Arn
                                AuthorizerPayloadFormatVersion: 2.0
                                EnableSimpleResponses: true
                                Identity: {Headers: [Authorization], ReauthorizeEvery: 60}
                    """)
            .function("Work");
    String rows = "arn:aws:sqs:eu-central-1:000000000000:rollbook-Rows";
    assertThat(function.events())
        .containsExactly(
            new ObjectStored("rollbook-uploads", List.of("s3:ObjectCreated:Put"), "in/", ".csv"),
            new QueueBatch(rows, 50, Duration.ofSeconds(2), true, 4),
            new HttpRoute("Front", "ANY", "/v1/{proxy+}", "Keys"),
            new HttpRoute("Front", "GET", "/health", HttpRoute.NONE),
            new Rate("Tick", Duration.ofHours(2), ""));
    assertThat(function.async()).isEqualTo(new FunctionResource.AsyncPolicy(0, List.of(rows)));
  }

  @Test
  void shouldReadQueuesWithTheirRedrivePolicy() throws IOException {
    Template template =
        read(
            """
            Resources:
              Dead: {Type: "AWS::SQS::Queue"}
              Rows:
                Type: AWS::SQS::Queue
                Properties:
                  VisibilityTimeout: 360
                  SqsManagedSseEnabled: true
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
              Control: {Type: "AWS::SQS::Queue", Properties: {FifoQueue: true, ContentBasedDeduplication: true}}
              Off: {Type: "AWS::SQS::Queue", Condition: Never}
              Alarm: {Type: "AWS::CloudWatch::Alarm", Properties: {Odd: !Cidr [1, 2]}}
            Conditions:
              Never: !Equals [a, b]
            """);
    assertThat(template.queues())
        .extracting(QueueResource::name)
        .containsExactly("rollbook-Dead", "rollbook-Rows", "rollbook-Control.fifo");
    assertThat(template.queues().get(1).attributes())
        .containsOnly(
            Map.entry("VisibilityTimeout", "360"),
            Map.entry(
                "RedrivePolicy",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-central-1:000000000000:rollbook-Dead\",\"maxReceiveCount\":5}"));
  }

  @Test
  void shouldNameThePlaceOfWhatItCannotRead() {
    assertThatThrownBy(() -> read(FUNCTION + "          X: !ImportValue other\n"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Resources.Work.Properties.Environment.Variables.X")
        .hasMessageContaining("Fn::ImportValue");
    assertThatThrownBy(() -> read(FUNCTION + "          X: !Ref Nothing\n"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("'Nothing'");
    assertThatThrownBy(() -> read(FUNCTION + "      Events: {E: {Type: Kinesis}}\n"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Resources.Work.Properties.Events.E")
        .hasMessageContaining("Kinesis");
    assertThatThrownBy(
            () ->
                read(
                    FUNCTION
                        + "      Events: {E: {Type: Schedule, Properties: {Schedule: cron(0 1 * * ? *)}}}\n"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("cron");
    assertThatThrownBy(
            () ->
                read(
                    "Resources: {F: {Type: 'AWS::Serverless::Function', Properties: {CodeUri: x}}}"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Handler is missing");
  }

  private Template read(String yaml) throws IOException {
    return TemplateReader.read(write(yaml), NAMES, Map.of());
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("template.yaml"), yaml);
  }
}
