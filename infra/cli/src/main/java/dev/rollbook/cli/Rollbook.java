package dev.rollbook.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command {@code rollbook}. */
@Command(
    name = "rollbook",
    description = "Keeps the users of a learning platform in step with an uploaded list.",
    mixinStandardHelpOptions = true,
    version = "rollbook 0.1.0",
    scope = ScopeType.INHERIT,
    subcommands = {
      ImportCommand.class,
      UpCommand.class,
      ConsoleCommand.class,
      SamEventsCommand.class,
      ImportsCommand.class,
      ShowCommand.class,
      ApproveCommand.class,
      DiscardCommand.class,
      ReportCommand.class,
      FailedCommand.class,
      PlanCommand.class,
      ApplyCommand.class,
      UndoCommand.class,
      UsersCommand.class,
      UserCommand.class,
      RenameCommand.class,
      HistoryCommand.class,
      CallCommand.class,
      BenchCommand.class,
      TenantCommand.class
    })
public final class Rollbook {

  /** The exit code of a command that failed, or was not understood. */
  static final int FAILED = 1;

  private Rollbook() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Also without the script: libraries write numbers in the digits of the default locale.
    Locale.setDefault(Locale.US);
    System.exit(commandLine().execute(arguments));
  }

  /** Takes the arguments of a command, runs it and gives its exit code. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Rollbook());
    // A username may begin with @, which would else name a file of arguments.
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler(
        (problem, given) -> {
          PrintWriter err = problem.getCommandLine().getErr();
          err.println("rollbook: " + problem.getMessage());
          if (problem.getCommandLine().getUnmatchedArguments().stream()
              .anyMatch(word -> word.startsWith("-"))) {
            err.println("a name that begins with - stands behind a -- of its own");
          }
          err.println(
              "'"
                  + problem.getCommandLine().getCommandSpec().qualifiedName()
                  + " --help' tells more");
          return FAILED;
        });
    line.setExecutionExceptionHandler(
        (problem, command, parsed) -> {
          command.getErr().println("rollbook: " + message(problem));
          return FAILED;
        });
    return line;
  }

  private static String message(Exception problem) {
    if (problem instanceof CommandException || problem.getMessage() != null) {
      return problem.getMessage();
    }
    return problem.toString();
  }
}
