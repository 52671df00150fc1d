"""``python -m peeker_partner``: see `peeker_partner._cli`."""

import sys

from peeker_partner._cli import main

if __name__ == "__main__":
    sys.exit(main())
