package dev.rollbook.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rollbook.webhook.Receiver.Answer;
import dev.rollbook.webhooks.WebhookAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SPEC A13: what a receiver may be like, and what that costs. */
@Timeout(60)
class HttpReceiverTest {

  private static final Duration PATIENCE = Duration.ofMillis(700);
  private static final Map<String, String> HEADERS = Map.of("webhook-id", "D1");

  /** How often the other side did so, as it should. */
  private final AtomicInteger hungUp = new AtomicInteger();

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final HttpReceiver receiver =
      new HttpReceiver(
          new WebhookAddresses(name -> List.of(InetAddress.getLoopbackAddress()), true), PATIENCE);

  @AfterEach
  void closeWhatWasOpened() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  /** Writes something as an answer, whatever it is. */
  @FunctionalInterface
  private interface Manner {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  private URI server(Manner manner) throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    opened.add(server);
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  InputStream in = socket.getInputStream();
                  readHeaders(in);
                  manner.answer(socket.getOutputStream());
                } catch (IOException e) {
                  hungUp.incrementAndGet();
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook");
  }

  private static void readHeaders(InputStream in) throws IOException {
    int newlines = 0;
    while (newlines < 2) {
      int c = in.read();
      newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
      if (c < 0) {
        return;
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private Answer timed(URI url) {
    long began = System.nanoTime();
    Answer answer = receiver.post(url, HEADERS, "{}");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    return answer;
  }

  @Test
  void shouldSendBodyAndHeadersAndShowTheAnswer() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          seen.add(exchange.getRequestMethod());
          seen.add(exchange.getRequestURI().toString());
          seen.add(exchange.getRequestHeaders().getFirst("webhook-id"));
          seen.add(exchange.getRequestHeaders().getFirst("content-type"));
          seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer = "Grüße\u0007!".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(201, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    opened.add(() -> server.stop(0));
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?a=b%20c");

    Answer answer = receiver.post(url, HEADERS, "{\"name\":\"März\"}");

    assertThat(answer).isEqualTo(new Answer(201, "", "Grüße !"));
    assertThat(seen)
        .containsExactly(
            "POST",
            "/hook?a=b%20c",
            "D1",
            "application/json; charset=UTF-8",
            "{\"name\":\"März\"}");
  }

  @Test
  void shouldNotFollowRedirects() throws IOException {
    AtomicInteger reached = new AtomicInteger();
    URI inner =
        server(
            out -> {
              reached.incrementAndGet();
              write(out, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
            });
    URI outer =
        server(
            out ->
                write(
                    out,
                    "HTTP/1.1 307 Moved\r\nlocation: " + inner + "\r\ncontent-length: 0\r\n\r\n"));

    Answer answer = timed(outer);

    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.error()).isEqualTo("redirects are not followed");
    assertThat(reached).hasValue(0);
  }

  @Test
  void shouldReadOnlyTheBeginningOfAnEndlessAnswer() throws IOException {
    URI url =
        server(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                write(out, "x".repeat(8_192));
              }
            });

    Answer answer = timed(url);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasSize(1_024);
  }

  /** It has all been promised, and nobody waits for it. */
  @Test
  void shouldNotDrainAHugeAnswer() throws IOException {
    URI url =
        server(
            out -> {
              write(out, "HTTP/1.1 500 Oops\r\ncontent-length: 9999999999\r\n\r\n");
              while (true) {
                write(out, "y".repeat(8_192));
              }
            });

    Answer answer = timed(url);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.error()).isEqualTo("the answer is 500");
  }

  @Test
  void shouldNotWaitForAnAnswerThatDrips() throws IOException {
    URI url =
        server(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\n\r\n");
              for (int i = 0; i < 100; i++) {
                write(out, ".");
                Thread.sleep(100);
              }
            });

    assertThat(timed(url).error()).contains("no whole answer within");
  }

  @Test
  void shouldNotWaitForAReceiverThatSaysNothing() throws IOException {
    assertThat(timed(server(out -> Thread.sleep(20_000))).error())
        .contains("no whole answer within");
  }

  @Test
  void shouldNotReadEndlessHeaders() throws IOException {
    URI url =
        server(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\n");
              while (true) {
                write(out, "a: b\r\n");
              }
            });

    assertThat(timed(url).status()).isZero();
    assertThat(timed(url).error()).startsWith("no answer: ");
  }

  @Test
  void shouldNotReadAnEndlessLine() throws IOException {
    URI url =
        server(
            out -> {
              while (true) {
                write(out, "z".repeat(8_192));
              }
            });

    assertThat(timed(url).error()).isNotEmpty();
  }

  @Test
  void shouldTellThatNobodyIsThere() throws IOException {
    URI url;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/");
    }

    Answer answer = timed(url);

    assertThat(answer.status()).isZero();
    assertThat(answer.error()).contains("no answer: ");
  }

  /** The name was public when it was stored, and is ours by the time it is called. */
  @Test
  void shouldConnectOnlyToAnAddressThatWasLookedAt() throws IOException {
    AtomicInteger reached = new AtomicInteger();
    URI local =
        server(
            out -> {
              reached.incrementAndGet();
              write(out, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
            });
    AtomicInteger lookUps = new AtomicInteger();
    HttpReceiver deployed =
        new HttpReceiver(
            new WebhookAddresses(
                name -> {
                  lookUps.incrementAndGet();
                  return List.of(InetAddress.getLoopbackAddress());
                },
                false),
            PATIENCE);

    Answer answer =
        deployed.post(
            URI.create("https://rebound.example.org:" + local.getPort() + "/"), HEADERS, "{}");

    assertThat(answer.error()).isEqualTo("'rebound.example.org' is not an address that is public");
    assertThat(lookUps).hasValue(1);
    assertThat(reached).hasValue(0);
  }

  @Test
  void shouldNotSendByHttpToAnybodyElse() {
    assertThat(receiver.post(URI.create("http://hooks.example.org/"), HEADERS, "{}").error())
        .isEqualTo("it must begin with https://");
  }

  /** TLS is asked for: what speaks plain HTTP is not sent anything. */
  @Test
  void shouldNotSpeakToWhoeverHasNoCertificate() throws IOException {
    URI plain = server(out -> write(out, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));

    Answer answer = timed(URI.create("https://hooks.example.org:" + plain.getPort() + "/hook"));

    assertThat(answer.status()).isZero();
    assertThat(answer.error()).isNotEmpty();
  }
}
