package dev.rollbook.testkit;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Calls a handler as Lambda's Java runtime does: the event comes from JSON and the answer goes into
 * JSON by the runtime's own serializers.
 */
public final class Lambda {

  private static final Path EVENTS = Path.of("..", "..", "events");

  private Lambda() {}

  /** A sample event of the project's folder {@code events}, as text. */
  public static String sampleEvent(String name) {
    try {
      return Files.readString(EVENTS.resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException("no sample event " + name, e);
    }
  }

  /** The handler's answer to an event, as JSON. */
  public static JsonNode invoke(RequestHandler<?, ?> handler, String eventJson) {
    Method method =
        Arrays.stream(handler.getClass().getMethods())
            .filter(each -> each.getName().equals("handleRequest") && !each.isBridge())
            .findFirst()
            .orElseThrow();
    return invoke(handler, eventJson, method.getGenericParameterTypes()[0], method);
  }

  @SuppressWarnings("unchecked")
  private static <I, O> JsonNode invoke(
      RequestHandler<I, O> handler, String eventJson, Type type, Method method) {
    I event =
        (I)
            serializer(type)
                .fromJson(new ByteArrayInputStream(eventJson.getBytes(StandardCharsets.UTF_8)));
    O answer = handler.handleRequest(event, new InvocationContext());
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    serializer(method.getGenericReturnType()).toJson(answer, json);
    return Json.parse(json.toByteArray(), JsonNode.class);
  }

  /** The choice that the runtime makes. */
  private static PojoSerializer<Object> serializer(Type type) {
    if (type instanceof Class<?> event
        && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())) {
      @SuppressWarnings("unchecked")
      Class<Object> supported = (Class<Object>) event;
      return LambdaEventSerializers.serializerFor(supported, Lambda.class.getClassLoader());
    }
    return JacksonFactory.getInstance().getSerializer(type);
  }

  private static final class InvocationContext implements Context {

    @Override
    public String getAwsRequestId() {
      return "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
    }

    @Override
    public String getLogGroupName() {
      return "/aws/lambda/rollbook";
    }

    @Override
    public String getLogStreamName() {
      return "2026/03/01/[1]0123456789abcdef";
    }

    @Override
    public String getFunctionName() {
      return "rollbook";
    }

    @Override
    public String getFunctionVersion() {
      return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "arn:aws:lambda:eu-central-1:123456789012:function:rollbook:1";
    }

    @Override
    public CognitoIdentity getIdentity() {
      throw new UnsupportedOperationException("nobody here signs in by Cognito");
    }

    @Override
    public ClientContext getClientContext() {
      throw new UnsupportedOperationException("no mobile client calls");
    }

    @Override
    public int getRemainingTimeInMillis() {
      return 30_000;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 1_024;
    }

    @Override
    public LambdaLogger getLogger() {
      throw new UnsupportedOperationException("logs go through SLF4J");
    }
  }
}
