"""The few words that a rendered credential has of its own, in the languages of the EU; dates in those languages."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Labels(NamedTuple):
    """Words that stand before what they are about."""

    holder: str
    body: str
    claimant: str
    organisation: str
    date: str
    grade: str
    credits: str
    level: str
    issuer: str
    issued: str
    valid_until: str


# fmt: off
_LABELS: Final[dict[str, Labels]] = {
    "bg": Labels("Присъдено на", "Присъдено от", "Заявено от", "Организация", "Дата", "Оценка",
                 "Кредити", "Ниво", "Издадено от", "Издадено на", "Валидно до"),
    "cs": Labels("Uděleno", "Udělil", "Uvádí", "Organizace", "Datum", "Hodnocení",
                 "Kredity", "Úroveň", "Vydal", "Vydáno", "Platí do"),
    "da": Labels("Tildelt", "Tildelt af", "Oplyst af", "Organisation", "Dato", "Karakter",
                 "Point", "Niveau", "Udstedt af", "Udstedt den", "Gyldig til"),
    "de": Labels("Verliehen an", "Verliehen von", "Angegeben von", "Organisation", "Datum", "Bewertung",
                 "Leistungspunkte", "Niveau", "Ausgestellt von", "Ausgestellt am", "Gültig bis"),
    "el": Labels("Απονέμεται σε", "Απονέμεται από", "Δηλώθηκε από", "Οργανισμός", "Ημερομηνία", "Βαθμός",
                 "Μονάδες", "Επίπεδο", "Εκδόθηκε από", "Εκδόθηκε στις", "Ισχύει έως"),
    "en": Labels("Awarded to", "Awarded by", "Stated by", "Organisation", "Date", "Grade",
                 "Credits", "Level", "Issued by", "Issued on", "Valid until"),
    "es": Labels("Otorgado a", "Otorgado por", "Declarado por", "Organización", "Fecha", "Calificación",
                 "Créditos", "Nivel", "Expedido por", "Expedido el", "Válido hasta"),
    "et": Labels("Saaja", "Andja", "Esitaja", "Organisatsioon", "Kuupäev", "Hinne",
                 "Ainepunktid", "Tase", "Välja andnud", "Välja antud", "Kehtib kuni"),
    "fi": Labels("Saaja", "Myöntäjä", "Ilmoittaja", "Organisaatio", "Päivämäärä", "Arvosana",
                 "Opintopisteet", "Taso", "Antaja", "Antopäivä", "Voimassaolon loppu"),
    "fr": Labels("Décerné à", "Décerné par", "Déclaré par", "Organisation", "Date", "Résultat",
                 "Crédits", "Niveau", "Délivré par", "Délivré le", "Valable jusqu\u2019au"),
    "ga": Labels("Bronnta ar", "Bronnta ag", "Luaite ag", "Eagraíocht", "Dáta", "Grád",
                 "Creidmheasanna", "Leibhéal", "Eisithe ag", "Eisithe ar", "Bailí go dtí"),
    "hr": Labels("Dodijeljeno", "Dodijelio", "Navodi", "Organizacija", "Datum", "Ocjena",
                 "Bodovi", "Razina", "Izdao", "Izdano", "Vrijedi do"),
    "hu": Labels("Jogosult", "Odaítélő", "Állítja", "Szervezet", "Dátum", "Értékelés",
                 "Kreditek", "Szint", "Kiállító", "Kiállítás napja", "Érvényesség vége"),
    "it": Labels("Conferito a", "Conferito da", "Dichiarato da", "Organizzazione", "Data", "Voto",
                 "Crediti", "Livello", "Rilasciato da", "Rilasciato il", "Valido fino al"),
    "lt": Labels("Suteikta", "Suteikė", "Nurodo", "Organizacija", "Data", "Įvertinimas",
                 "Kreditai", "Lygis", "Išdavė", "Išduota", "Galioja iki"),
    "lv": Labels("Saņēmējs", "Piešķīrējs", "Norāda", "Organizācija", "Datums", "Vērtējums",
                 "Kredītpunkti", "Līmenis", "Izdevējs", "Izdots", "Derīgs līdz"),
    "mt": Labels("Mogħti lil", "Mogħti minn", "Iddikjarat minn", "Organizzazzjoni", "Data", "Grad",
                 "Krediti", "Livell", "Maħruġ minn", "Maħruġ fi", "Validu sa"),
    "nl": Labels("Toegekend aan", "Toegekend door", "Opgegeven door", "Organisatie", "Datum", "Beoordeling",
                 "Studiepunten", "Niveau", "Uitgegeven door", "Uitgegeven op", "Geldig tot"),
    "pl": Labels("Przyznano", "Podmiot nadający", "Podaje", "Organizacja", "Data", "Ocena",
                 "Punkty", "Poziom", "Wydawca", "Data wydania", "Ważne do"),
    "pt": Labels("Atribuído a", "Atribuído por", "Declarado por", "Organização", "Data", "Classificação",
                 "Créditos", "Nível", "Emitido por", "Emitido em", "Válido até"),
    "ro": Labels("Acordat către", "Acordat de", "Declarat de", "Organizație", "Data", "Nota",
                 "Credite", "Nivel", "Emis de", "Emis la", "Valabil până la"),
    "sk": Labels("Udelené", "Udelil", "Uvádza", "Organizácia", "Dátum", "Hodnotenie",
                 "Kredity", "Úroveň", "Vydal", "Vydané", "Platí do"),
    "sl": Labels("Podeljeno", "Podelil", "Navaja", "Organizacija", "Datum", "Ocena",
                 "Kreditne točke", "Raven", "Izdal", "Izdano", "Velja do"),
    "sv": Labels("Tilldelas", "Tilldelas av", "Uppgett av", "Organisation", "Datum", "Betyg",
                 "Poäng", "Nivå", "Utfärdat av", "Utfärdat den", "Giltigt till"),
}
# fmt: on

_RIGHT_TO_LEFT: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_EUROPEAN: Final = {"en": "en-150"}
"""Languages whose dates without a country are written otherwise than in Europe."""

_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def labels_for(language: str) -> Labels:
    """The words in a language, else in English.

    Args:
        language: language tag; script and region make no difference.
    """
    return _LABELS.get(language.partition("-")[0].lower(), _LABELS["en"])


def is_right_to_left(language: str) -> bool:
    """Whether a page in a language is laid out from right to left."""
    parts = language.lower().split("-")
    return parts[0] in _RIGHT_TO_LEFT and "latn" not in parts


def date_in_words(edtf: str, language: str) -> str:
    """A date as precise as it is, in the words of a language: ``3 juli 2026``, ``juli 2026``, ``2026``.

    Args:
        edtf: the date in EDTF, or two of them with a slash between; what is no full date or month, such as a season,
            stays as it is written.
        language: language tag; an unknown language leaves the date as it is.
    """
    if "/" in edtf:
        ends = (date_in_words(part, language) if part != ".." else "" for part in edtf.split("/"))
        return " \u2013 ".join(ends).strip()
    if not (_FULL.fullmatch(edtf) or _MONTH.fullmatch(edtf)):
        return edtf
    from datetime import date

    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date, format_skeleton

    try:
        locale = Locale.parse(_EUROPEAN.get(language, language), sep="-")
        if len(edtf) == 7:
            return str(format_skeleton("yMMMM", date.fromisoformat(f"{edtf}-01"), locale=locale))
        return format_date(date.fromisoformat(edtf), "long", locale)
    except (ValueError, UnknownLocaleError, KeyError):
        return edtf
