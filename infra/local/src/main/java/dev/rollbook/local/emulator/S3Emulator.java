package dev.rollbook.local.emulator;

import dev.rollbook.local.ObjectListener;
import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3Proxy over a folder, signatures verified. */
public final class S3Emulator {

  private static final int MAX_THREADS = 64;

  private final S3Proxy proxy;

  private S3Emulator(S3Proxy proxy) {
    this.proxy = proxy;
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
    proxy.start();
    return new S3Emulator(proxy);
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
