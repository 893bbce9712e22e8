package dev.rollbook.local.runtime;

import java.nio.charset.StandardCharsets;

/** An exception as the Runtime API takes it. */
final class ErrorJson {

  private ErrorJson() {}

  static byte[] of(Throwable error) {
    StringBuilder json = new StringBuilder("{\"errorMessage\":");
    text(json, String.valueOf(error.getMessage()));
    text(json.append(",\"errorType\":"), error.getClass().getName());
    json.append(",\"stackTrace\":[");
    String comma = "";
    for (StackTraceElement element : error.getStackTrace()) {
      text(json.append(comma), element.toString());
      comma = ",";
    }
    return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
