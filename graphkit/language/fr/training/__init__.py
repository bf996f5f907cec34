"""How the shipped French pipeline is made: corpora, configuration, training, model card."""

import os

# Products this small are slower on several threads, which wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
