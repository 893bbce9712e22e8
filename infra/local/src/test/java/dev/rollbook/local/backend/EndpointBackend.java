package dev.rollbook.local.backend;

import dev.rollbook.local.provisioning.Provisioning;
import dev.rollbook.local.template.BucketResource;
import dev.rollbook.local.template.TableResource;
import dev.rollbook.local.template.Template;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * An emulator that runs already, with all three services at one address. Other than ours it keeps
 * the versions of objects, and it tells of what is stored by way of a queue, as S3 does.
 */
final class EndpointBackend implements Backend {

  private final Endpoints endpoints;
  private final Runnable stop;
  private Template template = new Template(List.of(), List.of(), List.of(), List.of(), List.of());

  private EndpointBackend(URI uri, Runnable stop) {
    this.endpoints = Endpoints.at(uri);
    this.stop = stop;
  }

  /**
   * The emulator at a URL.
   *
   * @param stop what to do when the tests are done with it
   * @throws IllegalStateException if none answers there
   */
  static EndpointBackend at(URI uri, Runnable stop) throws IOException {
    EndpointBackend backend = new EndpointBackend(byAddress(uri), stop);
    try {
      backend.tables();
      return backend;
    } catch (SdkException e) {
      throw new IllegalStateException(
          "No emulator of DynamoDB, SQS and S3 answers at "
              + uri
              + ". Start it, or leave out -Dbackend.endpoint to run the tests in the embedded cloud.",
          e);
    }
  }

  /** With a name, the SDK would put the bucket in front of it. */
  private static URI byAddress(URI uri) throws IOException {
    try {
      String address = InetAddress.getByName(uri.getHost()).getHostAddress();
      return new URI(uri.getScheme(), null, address, uri.getPort(), null, null, null);
    } catch (URISyntaxException e) {
      throw new IOException(uri + " is no address of an emulator", e);
    }
  }

  private List<String> tables() {
    try (DynamoDbClient client = endpoints.dynamoDbClient()) {
      return client.listTables().tableNames();
    }
  }

  @Override
  public Endpoints endpoints() {
    return endpoints;
  }

  /**
   * Creates everything.
   *
   * @throws IllegalStateException if something is there already: the tests count on an empty cloud
   */
  @Override
  public void provision(Template declared) throws IOException, InterruptedException {
    List<String> present = tables();
    if (declared.tables().stream().map(TableResource::name).anyMatch(present::contains)) {
      throw new IllegalStateException(
          "The emulator at "
              + endpoints.dynamoDb()
              + " has tables of an earlier run, and the tests need an empty one. Restart it.");
    }
    Provisioning.create(declared, endpoints);
    keepVersions(declared.buckets());
    template = declared;
  }

  private void keepVersions(List<BucketResource> buckets) {
    try (S3Client s3 = endpoints.s3Client()) {
      buckets.stream()
          .filter(BucketResource::versioned)
          .forEach(
              bucket ->
                  s3.putBucketVersioning(
                      request ->
                          request
                              .bucket(bucket.name())
                              .versioningConfiguration(
                                  versions -> versions.status(BucketVersioningStatus.ENABLED))));
    }
  }

  @Override
  public AutoCloseable tell(ObjectListener listener) {
    return StorageEventQueue.start(endpoints, template, listener)::close;
  }

  @Override
  public void close() {
    stop.run();
  }
}
