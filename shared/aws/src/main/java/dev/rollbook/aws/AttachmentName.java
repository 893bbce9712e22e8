package dev.rollbook.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The header that makes a browser save a download under a name (RFC 6266). */
final class AttachmentName {

  private AttachmentName() {}

  /**
   * The value of {@code Content-Disposition}: the name for every browser that knows RFC 5987, and
   * for all others one in which what is not plain ASCII is an underscore.
   */
  static String header(String fileName) {
    String plain = fileName.replaceAll("[^ -~]|[\"\\\\%]", "_");
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(plain, encoded(fileName));
  }

  /** URLEncoder writes forms, in which a blank is a plus and a star is itself. */
  private static String encoded(String fileName) {
    return URLEncoder.encode(fileName, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A");
  }
}
