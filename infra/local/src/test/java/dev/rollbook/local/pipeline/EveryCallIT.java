package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.local.pipeline.ApiContract.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SPEC section 8, each call of it, from a tenant's first settings to its last user. */
@ExtendWith(InPipeline.class)
class EveryCallIT {

  private static final String DIRECTORY =
      """
      GET /settings => 200 {'language': 'en', 'guard': {'percent': 20, 'minUsers': 20}, 'defaultSupervisor': null}
      POST /users {'username': 'boss', 'lastName': 'Boss'} => 201 {'origin': 'MANUAL', 'status': 'ACTIVE', 'hasPassword': false}
      PUT /settings {'language': 'de', 'defaultSupervisor': 'boss', 'guard': {'minUsers': 1}, 'profile': {'options': {'tags': ['p']}}} => 200 {'language': 'de', 'guard': {'percent': 20, 'minUsers': 1}}
      PUT /settings {'webhook': {'url': 'http://127.0.0.1:9/hook', 'secret': 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'}} => 200 {'webhook': {'url': 'http://127.0.0.1:9/hook', 'state': 'ACTIVE'}}
      POST /settings/webhook/rotate => 200 {'url': 'http://127.0.0.1:9/hook'}
      POST /settings/webhook/test => 202
      GET /settings/webhook/deliveries?limit=5 => 200 {'cursor': null}
      PUT /settings {'webhook': null} => 200 {'webhook': null}
      PUT /properties/Region {'type': 'dropdown', 'options': ['North', 'South'], 'autoRemove': true} => 200 {'usersWithOtherValues': 0}
      PUT /properties/A%2FB {'type': 'input'} => 200 {'name': 'A/B', 'options': [], 'autoRemove': false}
      GET /properties => 200 {'cursor': null}
      PUT /groups/staff {'name': 'Staff'} => 200 {'id': 'staff', 'parent': 'all', 'joined': 0, 'left': 0, 'full': 0}
      POST /users {'username': 'a/b', 'email': 'a@example.org', 'properties': {'Region': 'North', 'A/B': 'x'}, 'tags': ['t'], 'access': [{'product': 'p', 'offer': 'o'}], 'supervisor': 'boss'} => 201 {'properties': {'Region': 'North', 'A/B': 'x'}, 'supervisor': 'boss'}
      GET /users/a%2Fb => 200 {'username': 'a/b'}
      GET /users/a/b => 200 {'username': 'a/b'}
      GET /users/a/b/history?limit=1 => 200 {'cursor': null}
      PATCH /users/a%2Fb {'email': null, 'protected': true, 'groups': ['all', 'staff']} => 200 {'email': null, 'protected': true}
      PUT /groups/north {'name': 'North', 'parent': 'staff', 'conditions': [{'property': 'Region', 'anyOf': ['North']}]} => 200 {'joined': 1, 'left': 0}
      PUT /groups/north {'name': 'South', 'parent': 'staff', 'conditions': [{'property': 'Region', 'anyOf': ['South']}]} => 200 {'joined': 0, 'left': 1}
      PUT /properties/Region {'type': 'dropdown', 'options': ['South'], 'autoRemove': true} => 200 {'usersWithOtherValues': 1}
      GET /groups => 200 {'cursor': null}
      GET /groups/staff/members?limit=10 => 200 {'items': [{'username': 'a/b'}], 'cursor': null}
      DELETE /groups/staff/members/a%2Fb => 204
      PUT /groups/staff/members/a/b => 204
      GET /users?status=ACTIVE&group=staff&tag=t&limit=5 => 200 {'cursor': null}
      PUT /users/a%2Fb/password {'password': 'Ä secret'} => 204
      POST /users/a%2Fb/password/verify {'password': 'Ä secret'} => 200 {'matches': true}
      POST /users/a/b/password/verify {'password': 'a secret'} => 200 {'matches': false}
      GET /users/a%2Fb => 200 {'hasPassword': true, 'passwordSetBy': 'USER'}
      DELETE /groups/north => 204
      DELETE /properties/Region => 200 {'name': 'Region', 'users': 1, 'inProfile': false}
      POST /users {'username': 'old name'} => 201
      POST /users/old%20name/rename {'username': 'new name'} => 200 {'username': 'new name'}
      GET /users/old%20name => 404 NOT_FOUND
      DELETE /users/new%20name => 204
      DELETE /users/-?username=a%3Fb => 404 NOT_FOUND
      DELETE /users/-?username=a%2Fb => 204
      GET /users/a%2Fb => 404 NOT_FOUND
      GET /groups/staff/members => 200 {'items': []}
      GET /sample => 200
      GET /sample?format=xlsx => 200
      """;

  private static final String DISCARD =
      """
      POST /imports/$HELD/deactivations/discard => 200 {'deactivation': {'state': 'DISCARDED', 'done': 0}}
      """;

  private static final String IMPORTS =
      """
      GET /imports?name=import&limit=2 => 200
      GET /imports/$HELD => 200 {'status': 'COMPLETED', 'deactivation': {'state': 'HELD', 'planned': 3, 'done': 0, 'reasons': ['GUARD']}}
      GET /imports/$HELD/plan?kind=deactivate&limit=1 => 200 {'counts': {'create': 0, 'update': 0, 'rename': 0, 'reactivate': 0, 'deactivate': 3}}
      GET /imports/$HELD/report => 302
      GET /imports/$HELD/changes => 302
      GET /imports/$HELD/deactivations => 302
      GET /imports/$FAILED/failed => 302
      GET /imports/$FAILED/failed?format=xlsx => 302
      POST /imports/$HELD/deactivations/approve => 202
      POST /imports/$DRY/apply => 202
      POST /imports/$DONE/undo {'dryRun': true} => 202
      GET /imports/$REVIEWED/preview => 200 {'rowCount': 2}
      POST /imports/$REVIEWED/start {'mapping': [{'column': 2, 'target': 'lastName'}], 'options': {'tags': ['late']}} => 202 {'status': 'QUEUED'}
      POST /imports/$WAITING/cancel => 200 {'status': 'CANCELLED'}
      """;

  private final Pipeline pipeline;

  EveryCallIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("section 8: every call that is described does what it says")
  void shouldAnswerEveryCallAsDescribed() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("every-call");
    new CallScript(Map.of()).play(tenant, DIRECTORY);
    // Given
    tenant.run("username\nu1\nu2\nu3\nu4\nu5\n").is("COMPLETED");
    assertThat(tenant.get("/users?tag=p").path("items")).hasSize(5); // the profile's, SPEC S6
    new CallScript(Map.of("HELD", held(tenant))).play(tenant, DISCARD);
    String held = held(tenant);
    String dry = tenant.run("username\nu1\n", "{\"dryRun\": true}").is("COMPLETED").importId();
    String done = tenant.run("username\nu2\n").is("COMPLETED").importId();
    String failed =
        tenant.run("username;lastName\n;Nobody\n").is("COMPLETED_WITH_ERRORS").importId();
    String reviewed = review(tenant, "username;Called\nu1;One\nnew;New\n");
    String waiting = tenant.create("never.csv", 10, "{}").path("importId").asText();
    // When
    new CallScript(
            Map.of(
                "HELD",
                held,
                "REVIEWED",
                reviewed,
                "WAITING",
                waiting,
                "DRY",
                dry,
                "DONE",
                done,
                "FAILED",
                failed))
        .play(tenant, IMPORTS);
    // Then
    pipeline.await(
        "the plan is applied",
        () -> tenant.get("/imports/" + held).at("/deactivation/state").asText().equals("APPROVED"));
    assertThat(tenant.end(reviewed).path("status").asText()).isEqualTo("COMPLETED");
    JsonNode started = tenant.get("/users/new");
    assertThat(started.path("lastName").asText()).isEqualTo("New");
    assertThat(started.path("tags").toString()).isEqualTo("[\"late\"]");
    assertThat(tenant.get("/users?status=INACTIVE").path("items").findValuesAsText("username"))
        .containsExactlyInAnyOrder("u3", "u4", "u5");
    assertThat(tenant.caller().succeeded())
        .isEqualTo(
            pipeline.contract().operations().stream()
                .map(Operation::id)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** An import whose deactivations are held by the tenant's guard. */
  private static String held(TestTenant tenant) throws InterruptedException {
    var ended = tenant.run("username\nu1\nu2\n", "{\"deactivateUnlisted\": true}").is("COMPLETED");
    assertThat(ended.deactivation().path("state").asText()).isEqualTo("HELD");
    return ended.importId();
  }

  private String review(TestTenant tenant, String roster) throws InterruptedException {
    byte[] bytes = roster.getBytes(StandardCharsets.UTF_8);
    var run = tenant.begin("review.csv", bytes, "{\"review\": true}");
    pipeline.await(
        "it waits for its review",
        () -> run.now().path("status").asText().equals("AWAITING_REVIEW"));
    return run.importId();
  }
}
