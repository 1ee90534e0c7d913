package homeroom.app;

import homeroom.app.backup.BackupFailure;
import homeroom.app.demo.DemoFailure;
import homeroom.broker.BrokerFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells a person why a command did not work. What has a code is said in its own words; anything
 * else is a defect and comes with its stack.
 */
final class Problems implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @Override
  public int handleExecutionException(
      Exception problem, CommandLine commandLine, ParseResult parsed) {
    if (problem instanceof BrokerFailure failure) {
      commandLine.getErr().println(failure.code() + ": " + failure.problem());
      commandLine.getErr().println(failure.remedy());
    } else if (problem instanceof HubFailure failure) {
      commandLine.getErr().println(failure.code() + ": " + failure.getMessage());
      commandLine.getErr().println(failure.remedy());
    } else if (problem instanceof BackupFailure failure) {
      commandLine.getErr().println(failure.code() + ": " + failure.getMessage());
      commandLine.getErr().println(failure.remedy());
    } else if (problem instanceof DemoFailure failure) {
      commandLine.getErr().println(failure.getMessage());
      commandLine.getErr().println(failure.remedy());
    } else {
      LOG.error("command ended by a defect command={}", commandLine.getCommandName(), problem);
    }
    return commandLine.getCommandSpec().exitCodeOnExecutionException();
  }
}
