package dev.rollbook.local.backend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.local.emulator.DynamoDbEmulator;
import dev.rollbook.local.emulator.Loopback;
import dev.rollbook.local.template.TableResource;
import dev.rollbook.local.template.TableResource.KeyPart;
import dev.rollbook.local.template.Template;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** What is said of an emulator that the tests cannot run in. */
class EndpointBackendIT {

  @Test
  void shouldSayThatNoEmulatorAnswers() throws Exception {
    URI nobody = Loopback.url(Loopback.freePort());
    assertThatThrownBy(() -> EndpointBackend.at(nobody, () -> {}))
        .hasMessageStartingWith("No emulator")
        .hasMessageContaining(nobody.toString())
        .hasMessageContaining("Start it");
  }

  @Test
  void shouldRefuseAnEmulatorThatHasSomethingOfAnEarlierRun() throws Exception {
    // Given
    TableResource table =
        new TableResource(
            "People",
            "rollbook-People",
            Map.of("pk", "S"),
            List.of(new KeyPart("pk", "HASH")),
            List.of(),
            "");
    Template template = new Template(List.of(), List.of(), List.of(), List.of(table), List.of());
    DynamoDbEmulator emulator = DynamoDbEmulator.inMemory();
    try (DynamoDbClient client = Endpoints.at(emulator.endpoint()).dynamoDbClient()) {
      client.createTable(
          request ->
              request
                  .tableName(table.name())
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder().attributeName("pk").attributeType("S").build())
                  .keySchema(
                      KeySchemaElement.builder().attributeName("pk").keyType("HASH").build()));
      // When
      EndpointBackend backend = EndpointBackend.at(emulator.endpoint(), () -> {});
      // Then
      assertThatThrownBy(() -> backend.provision(template))
          .hasMessageContaining("tables of an earlier run")
          .hasMessageContaining("Restart it");
    } finally {
      emulator.stop();
    }
  }
}
