package dev.rollbook.local.emulator;

import dev.rollbook.local.template.BucketResource;
import dev.rollbook.local.template.CrossOriginRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gaul.shaded.org.eclipse.jetty.http.HttpFields;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/**
 * What S3 does for pages of other origins, by the rules of the bucket that a path begins with:
 * answers preflights, unsigned as they are, and lets pages read the other answers. S3Proxy itself
 * knows one rule for all buckets, fixed before it starts.
 */
final class BucketCrossOrigin extends Handler.Wrapper {

  private static final String REFUSED =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Error><Code>AccessForbidden</Code><Message>CORSResponse: %s</Message></Error>
      """;

  private volatile Map<String, List<CrossOriginRule>> rules = Map.of();

  BucketCrossOrigin(Handler s3) {
    super(s3);
  }

  /** Goes by the rules of these buckets from now on. */
  void follow(List<BucketResource> buckets) {
    rules =
        buckets.stream()
            .collect(Collectors.toMap(BucketResource::name, BucketResource::crossOrigin));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String origin = header(request, "Origin");
    if (origin.isEmpty()) {
      return super.handle(request, response, callback);
    }
    String wanted = header(request, "Access-Control-Request-Method");
    boolean preflight = request.getMethod().equals("OPTIONS") && !wanted.isEmpty();
    List<String> carried = CrossOriginRule.names(header(request, "Access-Control-Request-Headers"));
    Optional<CrossOriginRule> rule =
        rulesFor(request).stream()
            .filter(each -> each.allowsOrigin(origin))
            .filter(each -> each.allowsMethod(preflight ? wanted : request.getMethod()))
            .filter(each -> each.allowsHeaders(carried))
            .findFirst();
    rule.ifPresent(each -> tell(each, origin, carried, response.getHeaders()));
    if (!preflight) {
      return super.handle(request, response, callback);
    }
    if (rule.isPresent()) {
      response.setStatus(200);
      response.write(true, null, callback);
    } else {
      response.setStatus(403);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/xml");
      String why =
          rulesFor(request).isEmpty()
              ? "CORS is not enabled for this bucket."
              : "This CORS request is not allowed.";
      Content.Sink.write(response, true, REFUSED.formatted(why), callback);
    }
    return true;
  }

  private List<CrossOriginRule> rulesFor(Request request) {
    String bucket = Request.getPathInContext(request).substring(1).split("/", 2)[0];
    return rules.getOrDefault(bucket, List.of());
  }

  private static void tell(
      CrossOriginRule rule, String origin, List<String> carried, HttpFields.Mutable headers) {
    String allowed = rule.allowOrigin(origin);
    headers.put("Access-Control-Allow-Origin", allowed);
    headers.put("Access-Control-Allow-Methods", String.join(", ", rule.methods()));
    headers.put("Access-Control-Max-Age", Integer.toString(rule.maxAgeSeconds()));
    if (!carried.isEmpty()) {
      headers.put("Access-Control-Allow-Headers", String.join(", ", carried));
    }
    if (!rule.exposed().isEmpty()) {
      headers.put("Access-Control-Expose-Headers", String.join(", ", rule.exposed()));
    }
    headers.put("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
  }

  private static String header(Request request, String name) {
    return Objects.requireNonNullElse(request.getHeaders().get(name), "");
  }
}
