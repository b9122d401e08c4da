"""`python -m luocdo`: the command line, where the command `luocdo` is not on the path."""

from api.cli import main

main()
