"""What opponents call somebody: "l'armée a attaqué des terroristes"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from graphkit.language.schema.folder import LanguageData
from graphkit.records import MentionKind, Modality, RelationType
from graphkit.relations.arguments import Structure
from graphkit.relations.ends import End
from graphkit.relations.found import Found


class Labels:
    """The labels that opponents use, for one language."""

    def __init__(self, language: LanguageData) -> None:
        self._labels: dict[str, list[list[str]]] = defaultdict(list)
        for group in language.titles.collective:
            for form in group.forms if group.label_by_opponent else ():
                label = form.lower().replace("'", "' ").split()
                self._labels[label[0]].append(label)

    def as_said(self, structure: Structure, found: Found) -> Found:
        """What an enemy's label says of those it names is a claim: "l'armée a attaqué des terroristes".

        Who attacks them is the one who calls them so; elsewhere nobody in the text is.
        """
        judgement = found.judgement
        named = [end for end in (found.source, found.target) if self._is_label(structure, end)]
        if not named or judgement.modality not in (Modality.ASSERTED, Modality.PAST):
            return found
        hostile = found.type is RelationType.OPPOSITION and named == [found.target]
        claimed = replace(
            judgement,
            modality=Modality.CLAIMED,
            speaker=found.source.mention.head if hostile else None,
            reasons=(*judgement.reasons, "label of an opponent"),
        )
        return replace(found, judgement=claimed, labelled=True)

    def _is_label(self, structure: Structure, end: End) -> bool:
        mention = end.mention
        if mention.kind is not MentionKind.NOMINAL:
            return False
        words = [word.lower for word in structure.tree[mention.start : mention.end]]
        return any(
            label == words[i : i + len(label)]
            for i, word in enumerate(words)
            for label in self._labels.get(word, ())
        )
