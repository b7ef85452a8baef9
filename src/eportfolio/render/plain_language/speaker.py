"""Who tells a portfolio in plain language: values and sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...model import Concept, PartialDate, Party, Period, Portfolio
from ...vocabulary import schemes
from ..words import DURATION, UNITS, Words
from . import dates
from .phrases import phrases, spoken


class Speaker(Words):
    """Values and sentences in one language.

    Args:
        language: the language that the reader wants, as a BCP 47 tag; that of the portfolio when empty.
        portfolio: what is told.
    """

    def __init__(self, language: str, portfolio: Portfolio) -> None:
        super().__init__(language or portfolio.language or "")
        self.spoken = spoken(language or portfolio.language or "")
        self._phrases = phrases(self.spoken)
        names = portfolio.owner.names if portfolio.owner else []
        shown = [name for name in names if not name.never_export]
        self.full_name = next((text for name in shown if (text := self.name(name))), "")
        given = next((text for name in shown if (text := self.text(name.given_name))), "")
        self.owner = given or self.full_name or self._phrases["owner"]

    # -- sentences ---------------------------------------------------------------------------------

    def say(self, key: str, **values: str) -> str:
        """A sentence with its values; empty when one of them is.

        Args:
            key: which sentence.
            **values: what stands in it.
        """
        if not all(values.values()):
            return ""
        phrase = self._phrases[key]
        # One pass, so that braces in a value are nothing but braces.
        sentence = phrase.format_map({"owner": self.owner, **values})
        return sentence[0].upper() + sentence[1:] if phrase.startswith("{owner}") else sentence

    def knows(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self._phrases

    def said(self, prefix: str, code: str | None) -> str:
        """The sentence of a code of the model; a code that has none is told as a word."""
        if not code:
            return ""
        return self.say(f"{prefix}.{code}") if self.knows(f"{prefix}.{code}") else f"{self.code(code).capitalize()}."

    def joined(self, names: Iterable[str]) -> str:
        """Several names: "ash, birch and cedar"."""
        found = list(dict.fromkeys(filter(None, names)))
        if len(found) < 2:
            return "".join(found)
        return f"{', '.join(found[:-1])} {self._phrases['and']} {found[-1]}"

    # -- values ------------------------------------------------------------------------------------

    def concept(self, value: Concept | None) -> str:
        """A concept by a name: the owner's, else the vocabulary's; an address of the web is no name."""
        if value is None:
            return ""
        own = self.text(value.label) or self.text(value.official_label) or self._listed(value)
        return own or self.official_label(value) or self.text(value.notation)

    def _listed(self, value: Concept) -> str:
        """The name of a country or a language."""
        from babel import Locale

        locale = Locale(self.spoken)
        lists = {schemes.ISO_3166_1: locale.territories, schemes.ISO_639: locale.languages}
        names = lists.get(value.scheme or "")
        return str(names.get(value.notation or "", "")) if names else ""

    def party(self, value: Party | None) -> str:
        """A person or organisation, with what they are behind the name."""
        if value is None:
            return ""
        name = next((text for item in value.names if (text := self.name(item))), "")
        about = ", ".join(filter(None, (self.concept(value.position), self.organisation(value.organisation))))
        return f"{name} ({about})" if name and about else name or about

    def date(self, value: PartialDate | None) -> str:
        """A date in words."""
        edtf = value.edtf if value is not None else None
        return dates.spelled(edtf, self.spoken, self.say) if edtf else super().date(value)

    def when(self, value: PartialDate | None) -> str:
        """A date in words as it stands in a sentence."""
        edtf = value.edtf if value is not None else None
        return dates.when(edtf, self.spoken, self.say) if edtf else super().date(value)

    def time(self, value: Period | None) -> str:
        """A period in one or a few sentences."""
        if value is None:
            return ""
        start, end = self.date(value.start), self.date(value.end)
        if start and end:
            same = self.say("in_one", x=self.when(value.start)) if start == end else ""
            sentences = [same or self.say("from_to", start=start, end=end)]
        else:
            sentences = [self.say("began", x=self.when(value.start)), self.say("ended", x=self.when(value.end))]
        if not end and value.ongoing is not None:
            sentences.append(self.say("ongoing" if value.ongoing else "over"))
        length = self.text(value.duration_label) or self.duration(value.duration)
        sentences += [self.say("period_label", x=self.text(value.label)), self.say("took", x=length)]
        return " ".join(filter(None, sentences))

    def duration(self, value: str | None) -> str:
        """A length of time in words."""
        match = DURATION.fullmatch(value or "")
        if match is None or match.lastindex is None:
            return self.text(value)
        amounts = zip(match.groups(), UNITS, strict=True)
        return self.joined(
            self.say(f"unit.{unit if amount == '1' else unit + 's'}", x=amount) for amount, unit in amounts if amount
        )

    def cefr(self, level: str | None) -> str:
        """A level of a language in words, with its code."""
        key = f"cefr.{(level or '').rstrip('+')}"
        return self.say(key, x=self.text(level)) if level and self.knows(key) else self.text(level)


def sentences(*parts: Any) -> str:
    """Several sentences on one line."""
    return " ".join(filter(None, parts))
