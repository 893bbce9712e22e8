package dev.rollbook.local.template;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What the code of a function's jar can come to call, beginning at its handler. A call of a port
 * may end in any class that implements it; an object that was made may be called by others through
 * what it overrides of theirs. So it finds all that can happen, and rarely more.
 */
final class Reach {

  /**
   * A call of something that is not ours.
   *
   * @param from the method that called the adapter's, as {@code Login.check}; empty for none
   * @param via the adapter's method on the way to it, as {@code DynamoUsers.find}; empty for none
   * @param owner the simple name of the class that is called
   * @param name of the method
   */
  record Call(String from, String via, String owner, String name) {}

  /** A code unit on the way, by which adapter, and who called that. */
  private record Step(JavaCodeUnit unit, String from, String via) {}

  private static final String OURS = "dev.rollbook.";
  private static final String ADAPTERS = "dev.rollbook.aws";
  private static final String PORTS = "dev.rollbook.(changes|directory|imports|webhooks)";

  private final JavaClasses classes;
  private final Set<Step> seen = new HashSet<>();
  private final Deque<Step> open = new ArrayDeque<>();
  private final Set<Call> calls = new HashSet<>();
  private final Set<String> constants = new HashSet<>();

  private Reach(JavaClasses classes) {
    this.classes = classes;
  }

  /** The classes of ours in a jar. */
  static JavaClasses classes(Path jar) {
    try {
      return new ClassFileImporter()
          .withImportOption(location -> location.contains("/dev/rollbook/"))
          .importLocations(Set.of(Location.of(new JarFile(jar.toFile()))));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "there is no %s; build it with ./mvnw -DskipTests package".formatted(jar), e);
    }
  }

  /** From the constructor that Lambda calls, and the method that it calls. */
  static Reach of(JavaClasses classes, String handler) {
    String[] parts = handler.split("::", 2);
    Reach reach = new Reach(classes);
    JavaClass entry = classes.get(parts[0]);
    reach.go(new Step(entry.getConstructor(), "", ""));
    entry.getMethods().stream()
        .filter(method -> method.getName().equals(parts[1]))
        .forEach(method -> reach.go(new Step(method, "", "")));
    reach.walk();
    return reach;
  }

  Set<Call> calls() {
    return calls;
  }

  /** The constants of an enum that are used on the way. */
  Set<String> constants() {
    return constants;
  }

  private void walk() {
    while (!open.isEmpty()) {
      Step step = open.poll();
      step.unit().getCallsFromSelf().forEach(call -> follow(call, step));
      step.unit().getMethodReferencesFromSelf().forEach(call -> follow(call, step));
      step.unit().getConstructorReferencesFromSelf().forEach(call -> follow(call, step));
      step.unit().getFieldAccesses().stream()
          .filter(access -> access.getTargetOwner().isEnum())
          .filter(access -> !access.getOriginOwner().equals(access.getTargetOwner()))
          .forEach(
              access ->
                  constants.add(
                      access.getTargetOwner().getSimpleName()
                          + "."
                          + access.getTarget().getName()));
    }
  }

  private void follow(JavaAccess<? extends AccessTarget.CodeUnitAccessTarget> access, Step step) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    if (!owner.getName().startsWith(OURS)) {
      calls.add(new Call(step.from(), step.via(), owner.getSimpleName(), name));
      return;
    }
    List<String> parameters = names(access.getTarget().getRawParameterTypes());
    Stream.concat(Stream.of(owner), related(owner))
        .flatMap(candidate -> candidate.getCodeUnits().stream())
        .filter(unit -> unit.getName().equals(name))
        .filter(unit -> names(unit.getRawParameterTypes()).equals(parameters))
        .forEach(unit -> go(next(owner, unit, step)));
  }

  /** Those that may answer in its place: who extends it, or what it inherits from. */
  private Stream<JavaClass> related(JavaClass owner) {
    return Stream.concat(
        owner.getAllSubclasses().stream(),
        Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream()));
  }

  private static Step next(JavaClass owner, JavaCodeUnit unit, Step before) {
    boolean open = owner.isInterface() || owner.getModifiers().contains(JavaModifier.ABSTRACT);
    boolean port = open && owner.getPackageName().matches(PORTS);
    return port && unit.getOwner().getPackageName().equals(ADAPTERS)
        ? new Step(unit, name(before.unit()), name(unit))
        : new Step(unit, before.from(), before.via());
  }

  private static String name(JavaCodeUnit unit) {
    return unit.getOwner().getSimpleName() + "." + unit.getName();
  }

  private void go(Step step) {
    if (!seen.add(step)) {
      return;
    }
    open.add(step);
    if (step.unit() instanceof JavaConstructor) {
      overridden(step.unit().getOwner())
          .forEach(method -> go(new Step(method, step.from(), step.via())));
    }
  }

  /** What others can call of an object of ours, knowing a type of theirs. */
  private static Stream<? extends JavaCodeUnit> overridden(JavaClass made) {
    Set<String> theirs = new HashSet<>();
    Stream.concat(made.getAllRawSuperclasses().stream(), made.getAllRawInterfaces().stream())
        .filter(type -> !type.getName().startsWith(OURS))
        .filter(type -> !type.isEquivalentTo(Object.class) && !type.isEquivalentTo(Record.class))
        .flatMap(type -> type.getMethods().stream())
        .map(JavaMember::getName)
        .forEach(theirs::add);
    return made.getMethods().stream().filter(method -> theirs.contains(method.getName()));
  }

  private static List<String> names(List<JavaClass> types) {
    return types.stream().map(JavaClass::getName).toList();
  }

  /** The methods of a class of ours that are reached. */
  Set<String> reached(String className) {
    Set<String> methods = new HashSet<>();
    if (!classes.contain(className)) {
      return methods;
    }
    JavaClass wanted = classes.get(className);
    for (Step step : seen) {
      if (step.unit().getOwner().equals(wanted)) {
        methods.add(step.unit().getName());
      }
    }
    return methods;
  }
}
