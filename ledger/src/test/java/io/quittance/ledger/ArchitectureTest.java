package io.quittance.ledger;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Serializable;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses LEDGER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.quittance.ledger");

  @Test
  void ledger_knowsNothingOfWhereCommandsComeFrom() {
    // That a limit can be shipped to where the job runs is neither input nor output.
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "org.apache.flink..",
                    "org.apache.kafka..",
                    "io.quittance.wallet..",
                    "io.quittance.jobs..",
                    "java.io..",
                    "java.net..",
                    "java.nio.file..",
                    "java.util.concurrent..")
                .and(not(type(Serializable.class))))
        .check(LEDGER);
  }

  @Test
  void ledger_hasNoClock() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.time..").check(LEDGER);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(LEDGER);
    noClasses().should().callMethod(System.class, "nanoTime").check(LEDGER);
    noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(LEDGER);
  }

  @Test
  void ledger_hasNoRandomness() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|SplittableRandom|UUID|random\\..*)")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.security..")
        .orShould()
        .callMethod(Math.class, "random")
        .check(LEDGER);
  }

  @Test
  void ledger_hasNoEnvironment() {
    noClasses()
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class, String.class)
        .check(LEDGER);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.quittance.ledger.(*)..").should().beFreeOfCycles().check(LEDGER);
  }
}
