"""What the bot knows and how it finds it (the read side)."""

import os

# One question at a time is too little work to share: on two cores the libraries' own threads make
# it 3 to 40 times slower (docs/benchmarks.md). They read this once, when they are first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
