"""The command line: options in, exit codes out. One file per command."""
