package dev.rollbook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the domain may know. */
class LayersTest {

  private static final JavaClasses DOMAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.rollbook");

  @Test
  void shouldKnowNoTypeOfAwsNorOfAnyOtherLibraryThanTheJsonMapper() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.rollbook..",
            "java..",
            "javax.crypto..",
            "com.fasterxml.jackson..",
            "io.soabase.recordbuilder..") // marks what the compiler has written
        .because("a rule is tested without a cloud, and outlives the SDK")
        .check(DOMAIN);
  }

  @Test
  void shouldReadRostersWithoutKnowingUsersOrImports() {
    noClasses()
        .that()
        .resideInAPackage("dev.rollbook.roster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.rollbook.directory..", "dev.rollbook.imports..")
        .because("the reader judges a table before any user is looked at")
        .check(DOMAIN);
  }

  @Test
  void shouldDecideAboutUsersWithoutTheImportAroundThem() {
    noClasses()
        .that()
        .resideInAPackage("dev.rollbook.directory..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.rollbook.imports..")
        .because("the same rows, users and rules give the same plan in whatever import")
        .check(DOMAIN);
  }

  @Test
  void shouldDecideWithoutClockChanceOrInputAndOutput() {
    noClasses()
        .that()
        .haveNameMatching("dev\\.rollbook\\.directory\\.(\\w*Rules|RowPlanner|Draft)")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.time..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .because("a redelivered batch is planned again and must come out the same")
        .check(DOMAIN);
  }

  @Test
  void shouldNameClassesAfterWhatTheyAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
        .because("a reader finds a rule by the SPEC's word for it")
        .check(DOMAIN);
  }
}
