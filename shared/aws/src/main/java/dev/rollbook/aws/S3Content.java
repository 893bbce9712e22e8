package dev.rollbook.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/**
 * The content of an object. Closed before its end, it drops the connection: to read the rest only
 * to keep the connection could mean half a gigabyte.
 */
final class S3Content extends FilterInputStream {

  private final ResponseInputStream<?> content;
  private boolean atEnd;

  S3Content(ResponseInputStream<?> content) {
    super(content);
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    atEnd = read < 0;
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    atEnd = read < 0;
    return read;
  }

  @Override
  public void close() throws IOException {
    if (atEnd) {
      super.close();
    } else {
      content.abort();
    }
  }
}
