package dev.rollbook.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.soabase.recordbuilder.core.RecordBuilderGenerated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What modules and classes may know of AWS and of one another. */
class ModulesTest {

  private static final List<String> CORES = List.of("domain", "reader", "passwords");
  private static final List<String> ADAPTERS = List.of("aws", "lambda");
  private static final List<String> TESTKIT = List.of("testkit");
  private static final List<String> FUNCTIONS =
      List.of("parse", "reconcile", "finalize", "webhook", "api", "console");

  private static final List<String> LAPTOP = List.of("local", "bench", "cli");

  /** Where the functions' tests are that run together. */
  private static final List<String> TOGETHER = List.of("together");

  /** What a reader can still tell apart by position. */
  private static final int FEW_COMPONENTS = 6;

  private static final String[] AWS = {
    "software.amazon..", "com.amazonaws..", "dev.rollbook.aws..",
  };

  private static JavaClasses cores;
  private static JavaClasses functions;
  private static JavaClasses deployed;
  private static JavaClasses all;
  private static JavaClasses withTests;

  @BeforeAll
  static void readWhatWasCompiled() {
    List<Path> ofCores = compiled("shared", CORES);
    List<Path> ofFunctions = compiled("functions", FUNCTIONS);
    cores = new ClassFileImporter().importPaths(ofCores);
    functions = new ClassFileImporter().importPaths(ofFunctions);
    List<Path> ofDeployed = joined(Stream.of(ofCores, compiled("shared", ADAPTERS), ofFunctions));
    deployed = new ClassFileImporter().importPaths(ofDeployed);
    List<Path> ofAll =
        joined(Stream.of(ofDeployed, compiled("shared", TESTKIT), compiled("infra", LAPTOP)));
    all = new ClassFileImporter().importPaths(ofAll);
    List<Path> ofTests =
        joined(
                Stream.of(
                    targets("shared", CORES),
                    targets("shared", ADAPTERS),
                    targets("shared", TESTKIT),
                    targets("functions", FUNCTIONS),
                    targets("functions", TOGETHER),
                    targets("infra", LAPTOP)))
            .stream()
            .map(target -> target.resolve("test-classes"))
            .filter(Files::isDirectory)
            .toList();
    withTests = new ClassFileImporter().importPaths(joined(Stream.of(ofAll, ofTests)));
  }

  private static List<Path> joined(Stream<List<Path>> lists) {
    return lists.flatMap(List::stream).toList();
  }

  private static List<Path> targets(String folder, List<String> modules) {
    return modules.stream().map(module -> Path.of("..", "..", folder, module, "target")).toList();
  }

  private static List<Path> compiled(String folder, List<String> modules) {
    return targets(folder, modules).stream().map(target -> target.resolve("classes")).toList();
  }

  @Test
  void shouldReadAndDecideWithoutKnowingTheCloud() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(AWS)
        .because("what decides is tested without a cloud, and outlives the SDK")
        .check(cores);
  }

  @Test
  void shouldKnowTheCloudOnlyWhereAFunctionIsPutTogether() {
    noClasses()
        .that()
        .haveNameNotMatching(".*(Handler|\\.Parse|\\.Api)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(AWS)
        .because("a function is its ports, its cores, and one place that joins them")
        .check(functions);
  }

  @Test
  void shouldCallTheServicesOfAwsOnlyThroughTheAdapters() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.rollbook.aws..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon.awssdk..")
        .because("retries, limits and partial answers are dealt with in one place")
        .check(deployed);
  }

  @Test
  void shouldHaveNoPackagesThatNeedEachOther() {
    slices()
        .matching("dev.rollbook.(**)")
        .should()
        .beFreeOfCycles()
        .because("a package is understood by itself and those below it")
        .check(all);
  }

  @Test
  void shouldHaveNoClassesThatNeedEachOther() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(written(type));
              }

              @Override
              public String getDescription() {
                return "classes, with what is nested in them and with their builders,";
              }
            })
        .should()
        .beFreeOfCycles()
        .because("a walk through the code is straight: no two classes call each other back")
        .check(all);
  }

  /** The name of the class in whose file a class stands; a generated builder's is its record's. */
  private static String written(JavaClass type) {
    JavaClass written =
        type.isAnnotatedWith(RecordBuilderGenerated.class)
            ? type.getMethod("build").getRawReturnType()
            : type;
    return written.getName().replaceFirst("\\$.*", "");
  }

  @Test
  void shouldNameEachComponentOfAWideRecord() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Builder")
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "it is that of a record with more than " + FEW_COMPONENTS + " components",
                call -> components(call.getTarget().getOwner()) > FEW_COMPONENTS))
        .because("nobody counts positions, and a new component must not shift the others")
        .check(withTests);
  }

  @Test
  void shouldLeaveAnImportsStatusToItsLife() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.rollbook.imports.ImportBuilder")
        .and()
        .haveNameNotMatching("dev\\.rollbook\\.imports\\.Import(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.rollbook.imports.ImportBuilder")
        .because("ImportLife knows which status may follow which; Import.with() leaves it alone")
        .check(withTests);
  }

  private static long components(JavaClass type) {
    return type.isRecord()
        ? type.getFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .count()
        : 0;
  }
}
