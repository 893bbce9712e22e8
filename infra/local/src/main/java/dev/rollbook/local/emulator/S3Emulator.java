package dev.rollbook.local.emulator;

import dev.rollbook.local.backend.ObjectListener;
import dev.rollbook.local.template.BucketResource;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.server.handler.EagerContentHandler;
import org.gaul.shaded.org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;

/** S3Proxy over a folder, signatures verified. */
public final class S3Emulator {

  private static final int MAX_THREADS = 64;

  /**
   * Bytes of a body that are read before the call is looked at. An upload refused by its head alone
   * breaks the connection of a client that is still sending, which then never learns why.
   */
  private static final int READ_AHEAD = 64 * 1024;

  private static final int FRAMING_AS_USUAL = -1;

  private final S3Proxy proxy;
  private final BucketCrossOrigin crossOrigin;

  private S3Emulator(S3Proxy proxy, BucketCrossOrigin crossOrigin) {
    this.proxy = proxy;
    this.crossOrigin = crossOrigin;
  }

  /**
   * Starts with what the folder holds.
   *
   * @param folder a folder per bucket
   * @param listener told of every object stored
   */
  public static S3Emulator start(
      Path folder, String accessKey, String secretKey, ObjectListener listener) throws Exception {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(
                new NotifyingBlobStore(
                    new NullVersionBlobStore(new FilesystemNio2BlobStore(folder.toString())),
                    listener))
            .endpoint(Loopback.url(0))
            .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
            .jettyMaxThreads(MAX_THREADS)
            .ignoreUnknownHeaders(true)
            .build();
    Server server = server(proxy);
    BucketCrossOrigin crossOrigin = new BucketCrossOrigin(server.getHandler());
    server.setHandler(
        new EagerContentHandler(
            crossOrigin, new RetainedContentLoaderFactory(READ_AHEAD, FRAMING_AS_USUAL, false)));
    proxy.start();
    return new S3Emulator(proxy, crossOrigin);
  }

  /** S3Proxy lets nobody in front of its handler by any other way. */
  private static Server server(S3Proxy proxy) throws ReflectiveOperationException {
    Field server = S3Proxy.class.getDeclaredField("server");
    server.setAccessible(true);
    return (Server) server.get(proxy);
  }

  /** Lets pages of other origins call as the buckets' rules say, from now on. */
  public void followRules(List<BucketResource> buckets) {
    crossOrigin.follow(buckets);
  }

  /** Where it answers. */
  public URI endpoint() {
    return Loopback.url(proxy.getPort());
  }

  /** Stops it; what it keeps on disk is complete then. */
  public void stop() throws Exception {
    proxy.stop();
  }
}
