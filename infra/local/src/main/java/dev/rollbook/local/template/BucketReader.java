package dev.rollbook.local.template;

/** Reads a bucket's versioning and its rules for pages of other origins. */
final class BucketReader {

  private BucketReader() {}

  static BucketResource read(String id, String name, Section properties) {
    return new BucketResource(
        id,
        name,
        properties.section("VersioningConfiguration").text("Status", "").equals("Enabled"),
        properties.section("CorsConfiguration").list("CorsRules").stream()
            .map(BucketReader::rule)
            .toList());
  }

  private static CrossOriginRule rule(Section section) {
    return new CrossOriginRule(
        section.texts("AllowedOrigins"),
        section.texts("AllowedMethods"),
        section.texts("AllowedHeaders"),
        section.texts("ExposedHeaders"),
        section.number("MaxAge", 0));
  }
}
