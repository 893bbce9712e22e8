package dev.rollbook.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.emulator.Loopback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The containers' way to the services, over HTTP, with a service that tells what it was asked. */
class ServiceProxyIT {

  private final List<String> asked = new ArrayList<>();
  private HttpPort service;
  private HttpPort proxy;
  private HttpClient client;

  @BeforeEach
  void start() throws IOException {
    service = HttpPort.take(0);
    service.answerBy(this::echo);
    proxy = HttpPort.take(0);
    proxy.answerBy(new ServiceProxy(Endpoints.at(service.url()), ContainerBridge.loopback()));
    client =
        HttpClient.newBuilder().proxy(ProxySelector.of(Loopback.address(proxy.number()))).build();
  }

  @AfterEach
  void stop() {
    proxy.close();
    service.close();
  }

  private void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      exchange.getRequestHeaders().forEach((name, values) -> asked.add(name + ": " + values));
      exchange.getResponseHeaders().set("ETag", "\"x\"");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", "77");
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(service.url().resolve(path));
  }

  @Test
  void shouldPassOnWhatWasSentAndWhatIsAnswered() throws Exception {
    String text = "ä".repeat(300_000);
    HttpResponse<String> answer =
        send(at("/bucket/a%20b%2Fc?x=%2B").PUT(BodyPublishers.ofString(text)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(text);
    assertThat(answer.headers().firstValue("ETag")).contains("\"x\"");
    assertThat(asked)
        .contains(
            "PUT /bucket/a%20b%2Fc?x=%2B",
            "Content-length: [600000]", "Host: [" + service.url().getAuthority() + "]");
  }

  @Test
  void shouldPassOnWhatHasNoBody() throws Exception {
    assertThat(send(at("/nothing").DELETE()).statusCode()).isEqualTo(200);
    HttpResponse<String> head = send(at("/length").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.headers().firstValue("Content-Length")).contains("77");
  }

  @Test
  void shouldKeepWhatBelongsToOneConnectionToItself() throws Exception {
    String said =
        raw(
            "GET "
                + service.url()
                + "/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQBAAAAAAIAAAAA\r\n"
                + "Proxy-Connection: keep-alive\r\nX-Own: y\r\n\r\n");
    assertThat(said).startsWith("HTTP/1.1 200");
    assertThat(asked).contains("X-own: [y]");
    assertThat(asked).noneMatch(line -> line.matches("(?i)(upgrade|http2|proxy).*"));
  }

  @Test
  void shouldGoNowhereElse() throws Exception {
    HttpPort other = HttpPort.take(0);
    other.answerBy(this::echo);
    try {
      HttpResponse<String> refused = send(HttpRequest.newBuilder(other.url().resolve("/")));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains(service.url().getAuthority(), "nowhere else");
      assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 403");
      assertThat(asked).isEmpty();
    } finally {
      other.close();
    }
  }

  @Test
  void shouldSayThatAServiceDoesNotAnswer() throws Exception {
    URI gone = service.url();
    service.close();
    HttpResponse<String> answer = send(HttpRequest.newBuilder(gone.resolve("/")));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains(gone.getAuthority(), "does not answer");
  }

  @Test
  void shouldLetTheBridgesOwnNetworkInAndNobodyElse() throws Exception {
    ContainerBridge bridge = new ContainerBridge(address(172, 17, 0, 1), 16);
    assertThat(bridge.reaches(address(172, 17, 3, 4))).isTrue();
    assertThat(bridge.reaches(address(172, 18, 0, 2))).isFalse();
    assertThat(bridge.reaches(address(192, 168, 1, 7))).isFalse();
    assertThat(bridge.reaches(InetAddress.getByAddress(new byte[16]))).isFalse();
    assertThat(ContainerBridge.find().address().isAnyLocalAddress()).isFalse();
  }

  private static InetAddress address(int... parts) throws IOException {
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = (byte) parts[i];
    }
    return InetAddress.getByAddress(bytes);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(Loopback.address(0).getAddress(), proxy.number())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(5_000);
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      said.write(socket.getInputStream().readNBytes(12));
      return said.toString(StandardCharsets.US_ASCII);
    }
  }
}
