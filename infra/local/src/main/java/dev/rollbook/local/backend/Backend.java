package dev.rollbook.local.backend;

import dev.rollbook.local.template.Template;
import java.io.IOException;
import java.nio.file.Path;

/** DynamoDB, SQS and S3 for one cloud, wherever they run. */
public interface Backend extends AutoCloseable {

  /** Starts one, or finds one that runs already. */
  @FunctionalInterface
  interface Starter {

    /**
     * Returns when all three services answer.
     *
     * @param folder for what it keeps; no other cloud uses it
     * @param lasting whether what it keeps is to be there the next time
     * @throws IOException if it cannot start; nothing of it runs then
     */
    Backend start(Path folder, boolean lasting) throws IOException, InterruptedException;
  }

  /** Where the services answer. */
  Endpoints endpoints();

  /** Creates what the template declares and is not there yet. */
  void provision(Template template) throws IOException, InterruptedException;

  /** Tells of every object stored in the template's buckets from now on, until closed. */
  AutoCloseable tell(ObjectListener listener);

  /** Stops what it started. */
  @Override
  void close();
}
