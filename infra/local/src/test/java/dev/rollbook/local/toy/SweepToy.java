package dev.rollbook.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;

/** Writes down that its time has come. */
public final class SweepToy implements RequestHandler<ScheduledEvent, String> {

  @Override
  public String handleRequest(ScheduledEvent event, Context context) {
    Notebook.write(event.getDetailType());
    return "swept";
  }
}
