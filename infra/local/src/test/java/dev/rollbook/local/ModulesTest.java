package dev.rollbook.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the modules that are deployed may know of AWS and of one another. */
class ModulesTest {

  private static final List<String> CORES = List.of("domain", "reader", "passwords");
  private static final List<String> ADAPTERS = List.of("aws", "lambda");
  private static final List<String> FUNCTIONS =
      List.of("parse", "reconcile", "finalize", "webhook", "api", "console");

  private static final String[] AWS = {
    "software.amazon..", "com.amazonaws..", "dev.rollbook.aws..",
  };

  private static JavaClasses cores;
  private static JavaClasses functions;
  private static JavaClasses all;

  @BeforeAll
  static void readWhatWasCompiled() {
    List<Path> ofCores = compiled("shared", CORES);
    List<Path> ofFunctions = compiled("functions", FUNCTIONS);
    cores = new ClassFileImporter().importPaths(ofCores);
    functions = new ClassFileImporter().importPaths(ofFunctions);
    all =
        new ClassFileImporter()
            .importPaths(
                List.of(ofCores, compiled("shared", ADAPTERS), ofFunctions).stream()
                    .flatMap(List::stream)
                    .toList());
  }

  private static List<Path> compiled(String folder, List<String> modules) {
    return modules.stream()
        .map(module -> Path.of("..", "..", folder, module, "target", "classes"))
        .toList();
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
        .check(all);
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
}
