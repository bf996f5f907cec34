"""Sentences -> the texts of one epoch, as spaCy examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from graphkit.language.fr.training.corpora import Sentence


def grouped(sentences: Sequence[Sentence], next_size: Callable[[], int]) -> Iterator[list[Sentence]]:
    """Runs of neighbouring sentences of one treebank, each as long as `next_size` says."""
    run: list[Sentence] = []
    size = next_size()
    for sentence in sentences:
        if run and (len(run) >= size or run[-1].treebank != sentence.treebank):
            yield run
            run, size = [], next_size()
        run.append(sentence)
    if run:
        yield run


def as_doc(run: Sequence[Sentence], vocab: Vocab) -> Doc:
    """The sentences as one annotated text, a space between them."""
    words = [word for sentence in run for word in sentence.words]
    lasts = {sum(len(s.words) for s in run[: i + 1]) - 1 for i in range(len(run) - 1)}
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in run:
        first = len(heads)
        heads += [first + word.head for word in sentence.words]
        starts += [i == 0 for i in range(len(sentence.words))]
    has_tree = all(sentence.has_tree for sentence in run)
    return Doc(
        vocab,
        words=[word.text for word in words],
        spaces=[word.space or i in lasts for i, word in enumerate(words)],
        pos=[word.pos for word in words] if has_tree else None,
        morphs=[word.morph for word in words] if has_tree else None,
        lemmas=[word.lemma for word in words] if has_tree else None,
        heads=heads if has_tree else None,
        deps=[word.dep for word in words] if has_tree else None,
        sent_starts=starts if not has_tree and len(run) > 1 else None,
        ents=[word.entity for word in words] if any(word.entity for word in words) else None,
    )


def as_example(run: Sequence[Sentence], tokenizer: Tokenizer, *, home: str) -> Example:
    """The sentences as one text to learn from.

    Treebanks differ in their conventions. Each but `home` is named on its words, in an attribute that is
    empty when the pipeline runs, so that the parser learns from all and speaks as `home`: the treebank
    embedding of Stymne et al. (2018), Parser Training with Heterogeneous Treebanks, ACL.
    """
    reference = as_doc(run, tokenizer.vocab)
    predicted = tokenizer(reference.text)
    if run[0].has_tree and run[0].treebank != home:
        for token in predicted:
            token.ent_kb_id_ = run[0].treebank
    return Example(predicted, reference)
