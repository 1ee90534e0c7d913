package homeroom.app.contract;

import picocli.CommandLine.Command;

/** What can be done with contracts of files. */
@Command(
    name = "contract",
    description = "Drafts contracts for files that a source reads.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = InferCommand.class)
public final class ContractCommand {}
