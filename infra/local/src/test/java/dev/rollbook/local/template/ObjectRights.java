package dev.rollbook.local.template;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rights that calls of S3 need, as {@code action bucket/prefix}. Bytecode does not tell which
 * keys a call means, so the code that may touch objects is listed here with where they lie.
 */
final class ObjectRights {

  private static final String ROSTERS = "UploadsBucket/uploads/*";
  private static final String DROPPED = "UploadsBucket/inbox/*";
  private static final String QUARANTINE = "UploadsBucket/quarantine/*";
  private static final String WORK = "ResultsBucket/work/*";
  private static final String ROWS = "ResultsBucket/rows/*";
  private static final String KEYS = "ResultsBucket/keys/*";
  private static final String RESULTS = "ResultsBucket/results/*";

  /** Where the objects lie that a class touches, or a method of it. */
  private static final Map<String, String> PLACES =
      Map.ofEntries(
          Map.entry("ImportsResource", ROSTERS), // signs the upload
          Map.entry("UploadRouter.uploaded", ROSTERS), // deletes what came too late
          Map.entry("UploadRouter.dropped", DROPPED), // moves a tenant's file
          Map.entry("UploadRouter.quarantine", DROPPED), // moves a file of nobody
          Map.entry("RosterReader", ROSTERS), // reads
          Map.entry("ImportSweeper", ROSTERS), // finds uploads whose event was lost
          Map.entry("ImportCloser", ROSTERS), // deletes what held passwords
          Map.entry("ImportFiles", WORK), // all that an import stores for its later steps
          Map.entry("ImportFiles.keepRows", ROWS), // writes them
          Map.entry("KeptRowsWriter", ROWS), // ends that
          Map.entry("ImportFiles.keptRows", ROWS), // reads those that failed
          Map.entry("PasswordKey", KEYS), // makes, reads, destroys what seals passwords
          Map.entry("BatchReconciler", WORK), // primes the client with a plan of nobody's
          Map.entry("ResultWriter", WORK), // goes on with what the rows made of the change log
          Map.entry("ResultsResource", RESULTS)); // signs downloads

  /** What a function writes part by part: the results, and what the rows make of the change log. */
  private static final List<String> WRITTEN = List.of(RESULTS, WORK);

  /** The rights for one part of an object or another. */
  private static final Map<String, String> WRITING =
      Map.of(
          "createMultipartUpload", "PutObject",
          "uploadPart", "PutObject",
          "uploadPartCopy", "PutObject",
          "completeMultipartUpload", "PutObject",
          "abortMultipartUpload", "AbortMultipartUpload");

  private static final Map<String, String> COPIED_TO =
      Map.of(
          "UploadRouter.dropped", ROSTERS,
          "UploadRouter.quarantine", QUARANTINE,
          "ResultWriter.writeRows", RESULTS);

  /** Those for the object at hand. It is deleted by version, and read by version into a file. */
  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "putObject", List.of("PutObject"),
          "getObjectAsBytes", List.of("GetObject"),
          "getObject", List.of("GetObject", "GetObjectVersion"),
          "headObject", List.of("GetObject"),
          "copyObject", List.of("GetObject", "GetObjectTagging"),
          "listObjectVersions", List.of("ListBucketVersions"),
          "deleteObject", List.of("DeleteObjectVersion"),
          "presignPutObject", List.of("PutObject"),
          "presignGetObject", List.of("GetObject"));

  /** Those for the version of an object that a storage event names. */
  private static final Map<String, List<String>> BY_VERSION =
      Map.of(
          "S3ObjectStore.findVersion", List.of("GetObjectVersion"),
          "S3ObjectStore.copyVersion", List.of("GetObjectVersion", "GetObjectVersionTagging"));

  /** Without ListBucket an object that is not there would look like one that may not be read. */
  private static final Set<String> MAY_FIND_NOTHING =
      Set.of("getObjectAsBytes", "getObject", "headObject");

  private ObjectRights() {}

  /** The rights for one call. */
  static Set<String> of(Reach.Call call) {
    Set<String> needs = new LinkedHashSet<>();
    String place = PLACES.getOrDefault(call.from(), PLACES.get(type(call)));
    boolean writer = call.via().startsWith("S3ObjectWriter.") || call.via().endsWith(".writer");
    if (WRITING.containsKey(call.name()) || (writer && call.name().equals("putObject"))) {
      String action = WRITING.getOrDefault(call.name(), "PutObject");
      List<String> places = ROWS.equals(place) ? List.of(ROWS) : WRITTEN;
      places.forEach(written -> needs.add("s3:" + action + " " + written));
      if (call.name().equals("uploadPartCopy")) {
        needs.add("s3:GetObject " + WORK);
      }
      return needs;
    }
    if (place == null || !ACTIONS.containsKey(call.name())) {
      throw new AssertionError("which objects does " + call + " touch, with which right?");
    }
    actions(call).forEach(action -> needs.add("s3:" + action + " " + place));
    if (MAY_FIND_NOTHING.contains(call.name())) {
      needs.add("s3:ListBucket " + place.substring(0, place.indexOf('/')));
    }
    if (call.name().equals("copyObject")) {
      String target = COPIED_TO.get(call.from());
      needs.add("s3:PutObject " + target);
      needs.add("s3:PutObjectTagging " + target); // a copy takes the tags along
    }
    return needs;
  }

  private static List<String> actions(Reach.Call call) {
    return BY_VERSION.getOrDefault(call.via(), ACTIONS.get(call.name()));
  }

  private static String type(Reach.Call call) {
    return call.from().substring(0, Math.max(0, call.from().indexOf('.')));
  }
}
