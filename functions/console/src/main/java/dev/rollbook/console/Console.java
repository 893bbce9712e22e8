package dev.rollbook.console;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers a request for the console's page or one of its files. */
final class Console {

  private static final String ROOT = "/console";

  /** What has its content in its name never changes. */
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private static final String ASK_AGAIN = "no-cache";

  private final PageFiles files;
  private final Map<String, String> policy;

  /**
   * @param buckets origins that the pages send files to and get files from
   */
  Console(PageFiles files, List<String> buckets) {
    this.files = files;
    this.policy = ContentPolicy.headers(files.scriptHash(), buckets);
  }

  /**
   * An answer.
   *
   * @param body empty where there is none to send
   */
  @SuppressWarnings("ArrayRecordComponent") // Sent along, never compared.
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  /**
   * The answer to a GET or HEAD.
   *
   * @param path as it was asked for, {@code /console} included
   * @param headers of the request, their names in lower case
   */
  Answer answer(String method, String path, Map<String, String> headers) {
    if (path.equals(ROOT) || path.equals(ROOT + "/")) {
      return send(method, files.page(), ASK_AGAIN, headers);
    }
    String name = path.substring(Math.min(path.length(), ROOT.length() + 1));
    return files
        .file(name)
        .map(file -> send(method, file, FOR_EVER, headers))
        .orElseGet(() -> missing(method));
  }

  private Answer send(
      String method, PageFile file, String caching, Map<String, String> requestHeaders) {
    Map<String, String> headers = new HashMap<>(policy);
    headers.put("cache-control", caching);
    headers.put("etag", file.tag());
    headers.put("vary", "accept-encoding");
    if (isKnown(requestHeaders.getOrDefault("if-none-match", ""), file.tag())) {
      return new Answer(304, headers, new byte[0]);
    }
    headers.put("content-type", file.type());
    boolean zipped =
        file.isSmaller() && takesGzip(requestHeaders.getOrDefault("accept-encoding", ""));
    if (zipped) {
      headers.put("content-encoding", "gzip");
    }
    byte[] body = zipped ? file.gzipped() : file.plain();
    return new Answer(200, headers, method.equals("HEAD") ? new byte[0] : body);
  }

  private Answer missing(String method) {
    Map<String, String> headers = new HashMap<>(policy);
    headers.put("cache-control", "no-store");
    PageFile text =
        PageFile.of("missing.txt", "There is no such file.\n".getBytes(StandardCharsets.UTF_8));
    headers.put("content-type", text.type());
    return new Answer(404, headers, method.equals("HEAD") ? new byte[0] : text.plain());
  }

  /** Whether one of the tags, weak or not, is this one. */
  private static boolean isKnown(String given, String tag) {
    for (String each : given.split(",", -1)) {
      String one = each.strip();
      if (one.equals("*") || one.equals(tag) || one.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }

  /** Whether gzip is named, and not with the weight 0. */
  private static boolean takesGzip(String accepted) {
    for (String each : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] coding = each.replace(" ", "").split(";", 2);
      if (coding[0].equals("gzip")) {
        return coding.length == 1 || !coding[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }
}
