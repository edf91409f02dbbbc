"""`python -m planet`: the same as the command `planet`."""

from planet.cli.main import program

program()
