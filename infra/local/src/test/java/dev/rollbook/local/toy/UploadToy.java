package dev.rollbook.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;

/** Writes down each object; fails on keys with "poison" in them. */
public final class UploadToy implements RequestHandler<S3Event, String> {

  @Override
  public String handleRequest(S3Event event, Context context) {
    var s3 = event.getRecords().get(0).getS3();
    String key = s3.getObject().getUrlDecodedKey();
    Notebook.write(
        s3.getBucket().getName()
            + " "
            + s3.getObject().getKey()
            + " "
            + key
            + " "
            + s3.getObject().getSizeAsLong());
    System.out.println("saw " + key);
    if (key.contains("poison")) {
      throw new IllegalArgumentException("poison");
    }
    return "seen";
  }
}
