package dev.rollbook.webhook;

import dev.rollbook.webhooks.WebhookAddresses;
import dev.rollbook.webhooks.WebhookUrlException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Receivers on the internet, which may be slow, endless or hostile. A call has so much time and no
 * more, of its answer only the beginning is read, redirects are not followed, and every call has a
 * connection of its own: to one of the addresses that were looked at, so that a name cannot turn
 * into another one in between.
 */
final class HttpReceiver implements Receiver {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final Timeout SILENCE = Timeout.ofSeconds(10);
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_LINE = 8_192;
  private static final int MOST_CONNECTIONS = 20;

  /** Bytes of an answer that are read, to be shown; what comes behind is nobody's concern. */
  private static final int MOST_BYTES = 1_024;

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

  private final WebhookAddresses addresses;
  private final Duration patience;
  private final CloseableHttpClient client;
  private final ExecutorService threads = Executors.newCachedThreadPool(HttpReceiver::daemon);

  /** Calls those addresses only. */
  HttpReceiver(WebhookAddresses addresses) {
    this(addresses, PATIENCE);
  }

  /** The same with other patience. */
  HttpReceiver(WebhookAddresses addresses, Duration patience) {
    this.addresses = addresses;
    this.patience = patience;
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections(new CheckedAddresses(addresses)))
            .setConnectionReuseStrategy((request, response, context) -> false)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("Rollbook-Webhook")
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(DnsResolver resolver) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(resolver)
        .setMaxConnTotal(MOST_CONNECTIONS)
        .setMaxConnPerRoute(MOST_CONNECTIONS)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxHeaderCount(MOST_HEADERS)
                        .setMaxLineLength(LONGEST_LINE)
                        .build())
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(SILENCE).build())
        .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
        .build();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "call");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Answer post(URI url, Map<String, String> headers, String body) {
    try {
      addresses.read(url.toString());
    } catch (WebhookUrlException e) {
      return Answer.none(e.getMessage());
    }
    HttpPost request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    Future<Answer> answer = threads.submit(() -> send(request));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Answer.none("there was no whole answer within " + patience.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      return Answer.none(reason(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none("the call was interrupted");
    } finally {
      request.cancel();
    }
  }

  private Answer send(HttpPost request) throws IOException, HttpException {
    ClassicHttpResponse response =
        client.executeOpen(RoutingSupport.determineHost(request), request, null);
    int status = response.getCode();
    String body = beginning(response);
    // Closed before the response is: that would read to the end of what may have none.
    request.cancel();
    return status >= 300 && status < 400
        ? new Answer(status, "redirects are not followed", body)
        : new Answer(status, status >= 200 && status < 300 ? "" : "the answer is " + status, body);
  }

  private static String beginning(ClassicHttpResponse response) throws IOException {
    if (response.getEntity() == null) {
      return "";
    }
    InputStream content = response.getEntity().getContent();
    byte[] bytes = content.readNBytes(MOST_BYTES);
    return UNPRINTABLE.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll(" ").strip();
  }

  /** In words that are of use to whoever runs the receiver. */
  private static String reason(Throwable failure) {
    if (failure instanceof ClosedAddressException) {
      return failure.getMessage();
    }
    if (failure instanceof UnknownHostException) {
      return "the host's name is not known";
    }
    if (failure instanceof SSLException) {
      return "no secure connection: " + failure.getMessage();
    }
    return "no answer: " + failure.getClass().getSimpleName();
  }

  /** The name stands for an address that is not public. */
  private static final class ClosedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ClosedAddressException(WebhookUrlException cause) {
      super(cause.getMessage());
      initCause(cause);
    }
  }

  /** Looks a name up once for each connection, which goes to what was found and looked at. */
  private record CheckedAddresses(WebhookAddresses addresses) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      try {
        return addresses.addresses(host).toArray(InetAddress[]::new);
      } catch (WebhookUrlException e) {
        throw new ClosedAddressException(e);
      }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
