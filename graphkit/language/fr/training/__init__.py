"""How the shipped French pipeline is made: corpora, configuration, training, model card."""
