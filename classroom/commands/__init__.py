"""What the command line can be asked to do, a module per subject; heavy imports wait for a command."""
