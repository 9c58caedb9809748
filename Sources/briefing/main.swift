import BriefingCommand

BriefingCommand.runAndExit()
