package dev.rollbook.console;

import java.util.Collection;
import java.util.Map;

/**
 * What a browser may do on the console's pages (SPEC C6): nothing that is not from here, but for
 * calls to the buckets that files go to and come from.
 */
final class ContentPolicy {

  private ContentPolicy() {}

  /**
   * The headers that say so, for each answer.
   *
   * @param scriptHash the SHA-256, in Base64, of the one script that stands in the page
   * @param buckets where files go to and come from, as {@code https://bucket.example}
   */
  static Map<String, String> headers(String scriptHash, Collection<String> buckets) {
    String policy =
        String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self' 'sha256-" + scriptHash + "'",
            // The arrows and ticks of the style sheet are pictures within it.
            "img-src 'self' data:",
            "connect-src " + String.join(" ", "'self'", String.join(" ", buckets)).strip(),
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html");
    return Map.of(
        "content-security-policy", policy,
        "x-content-type-options", "nosniff",
        "referrer-policy", "no-referrer",
        "cross-origin-opener-policy", "same-origin",
        "cross-origin-resource-policy", "same-origin",
        "permissions-policy", "camera=(), geolocation=(), microphone=()");
  }
}
