"""Which times of a message hold for which of its shapes.

A shape takes the times of its own words, else those of its paragraph, else those of the head of
the message, else those that stand anywhere in it. Hours without days borrow the days of the next
wider stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from mapper.navwarn.calendar import Anchors, filled
from mapper.navwarn.drafts import Draft
from mapper.navwarn.identity import issue_stamp
from mapper.navwarn.lexicon import ZONE_HOURS
from mapper.navwarn.moments import Moment, moments
from mapper.navwarn.records import Lonlat, Window
from mapper.navwarn.timegrammar import Block, blocks
from mapper.navwarn.timewords import time_words
from mapper.navwarn.tokens import Token
from mapper.navwarn.windows import Expanded, Setting, expand

BLANK = "\ue002"
"""Fills what is no time: labels, distances, the cancel line."""

_TOP = ("1.", "一、", "I.", "1-")
_NUMBERS = re.compile(
    r"\b(?:DNC|CHARTS?(?:\s+RUS)?|КАРТ[АЫ]|NO\.?|NR\.?|НР)\s{0,3}\d{1,6}"
    r"(?:\s{0,3},\s{0,3}(?:DNC\s{0,3})?\d{1,6})*"
    r"|(?<!\d)\d{1,5}\s?/\s?\d{2}\s?\(\d{1,3}\)"
    r"|(?<![\d.])\d{1,2}\.\s{1,3}(?=\d{1,2}\s+(?:TO|THRU|AND|[A-Z]{3,9}\s)|\d{4}\s+(?:TO|UTC))"
    r"|^\s{0,8}\d{1,2}\.\s{1,3}(?=\d{1,6}\s)"
    r"|\b[A-Z]{2}\d\d(?=\s+\d{6})"
    r"|(?<=\d)/\d{2}(?=\s*[.\n(])|\(\d{1,3}\)(?=\.)",
    re.MULTILINE,
)
"""Charts and numbers of messages, which could be taken for days."""

_REPORT = re.compile(
    r"\b(?:REPORTED|SIGHTED|OBSERVED|LAST\s+SEEN|DATED|RECEIVED|SANK|HIJACKED|BOARDED|ATTACKED"
    r"|APPROACHED)(?:\s+(?:IN|AT|NEAR)\s+\ue000\ue001*,?)?(?:\s+(?:ON|AT|DATED))?:?\s{1,4}"
    r"(?:\d{6}\s?(?:Z|UTC|GMT)?(?:\s[A-Z]{3,9}(?:\s\d{2,4})?)?(?![\d-])"
    r"|\d{4}\s?(?:Z|UTC|GMT)(?:\s(?:ON\s)?\d{1,2}\s[A-Z]{3,9}(?:\s\d{2,4})?)?(?!\d)"
    r"|\d{1,2}\s[A-Z]{3,9}\.?(?:\s\d{2,4})?(?:\s(?:AT\s)?\d{4}\s?(?:Z|UTC|GMT))?(?!\d))"
)
"""When something was reported: no time of a drill."""

_LOCAL = re.compile(
    r"\bMSA\s+(?:OF\s+)?(?:P\.?R\.?\s*)?CHINA|\bCHINA\s+MSA|\bHANG\s?JING\b|\bMSA\s+CHN\b"
)
"""Authorities of China in a text in Latin letters."""

_KEEPING = ("zh", "ja", "ko", "vi")
"""Languages whose notices keep the clock of their country."""

Stretch = tuple[int, int]


def reports(masked: str) -> list[Stretch]:
    """Where a masked text says when something was reported or seen.

    Examples
    --------
    >>> reports("MINE REPORTED AT 050225 UTC JUL 26")
    [(5, 34)]
    """
    return [match.span() for match in _REPORT.finditer(masked)]


def local_hours(text: str, lang: str) -> float | None:
    """What "local time" is in a message, in hours east of Greenwich; ``None`` when not known.

    Examples
    --------
    >>> local_hours("LIAO HANG JING 52/25", "en"), local_hours("NAVAREA XIX", "en")
    (8.0, None)
    """
    if lang in _KEEPING:
        return ZONE_HOURS[lang]
    return 8.0 if _LOCAL.search(text) else None


def time_text(masked: str, tokens: list[Token], hidden: Iterable[Stretch]) -> str:
    """The masked text without what could be mistaken for a time, of the same length."""
    holes = [(token.start, token.end) for token in tokens
             if token.kind in ("label", "dist", "count", "bearings")]  # fmt: skip
    holes += [match.span() for match in _NUMBERS.finditer(masked)]
    holes += reports(masked)
    stamp = issue_stamp(masked)
    holes += [*hidden, *([stamp[1]] if stamp else [])]
    out = list(masked)
    for start, end in holes:
        out[start:end] = BLANK * (end - start)
    return "".join(out)


def with_year(anchors: Anchors, masked: str, lang: str, body: Stretch) -> Anchors:
    """A year that the masked text states somewhere serves where the head states none."""
    if anchors.number_year or anchors.expires or anchors.issued:
        return anchors
    words = time_words(masked, lang, *body)
    stated = [item.year for item in moments(words) if isinstance(item, Moment) and item.year]
    return replace(anchors, number_year=stated[0]) if stated else anchors


@dataclass
class Timed:
    """Windows found for a stretch, in plain offsets, and what could not be read."""

    windows: list[Window] = field(default_factory=list)
    unread: list[tuple[str, Stretch]] = field(default_factory=list)
    no_year: list[Stretch] = field(default_factory=list)
    no_start: list[Stretch] = field(default_factory=list)
    assumed: list[Stretch] = field(default_factory=list)


class Timing:
    """The times of one message.

    Parameters
    ----------
    text : str
        What ``time_text`` gives.
    lang : str
        ISO 639-1.
    tokens : list of Token
        For the paragraphs.
    anchors : Anchors
    body : (int, int)
        The stretch of the message that speaks of time.
    """

    def __init__(
        self, text: str, lang: str, tokens: list[Token], anchors: Anchors, body: Stretch
    ) -> None:
        self.text, self.lang, self.body = text, lang, body
        self.anchors = anchors
        self.local_hours = local_hours(text, lang)
        starts = [token.start for token in tokens if token.kind == "label"]
        styles = [token.value[0] for token in tokens if token.kind == "label"]
        top = next((style for style in styles if style in _TOP), None)
        self.starts = starts
        self.tops = [s for s, style in zip(starts, styles, strict=True) if style == top]
        self._seen: dict[Stretch, list[Block]] = {}
        self._owned: dict[Stretch, dict[Stretch, Stretch]] = {}

    def blocks(self, stretch: Stretch) -> list[Block]:
        """The blocks of a stretch; lone days give way to days with hours."""
        if stretch not in self._seen:
            found = blocks(filled(moments(time_words(self.text, self.lang, *stretch))))
            found = _with_hours(found)
            timed = [b for b in found if b.clocks or b.spans or b.whole_day or b.until or b.since]
            kept = timed if any(b.clocks or b.spans for b in timed) else found
            self._seen[stretch] = with_days(kept, found)
        return self._seen[stretch]

    def paragraph(self, at: int) -> Stretch:
        """The numbered paragraph that an offset is in."""
        before = [top for top in self.tops if top <= at]
        after = [top for top in self.tops if top > at]
        start = before[-1] if before else self.body[0]
        return max(start, self.body[0]), min(after[0] if after else self.body[1], self.body[1])

    def head(self) -> Stretch:
        """What stands before the first paragraph."""
        return self.body[0], self.tops[0] if self.tops else self.body[1]

    def stretches(self, drafts: list[Draft], number: int) -> list[Stretch]:
        """Where the times of a shape may stand, nearest first."""
        draft = drafts[number]
        paragraph = self.paragraph(draft.start)
        own = self._own(drafts, number, paragraph)
        found = [own] if own else []
        return [*found, paragraph, self.head(), self.body]

    def _own(self, drafts: list[Draft], number: int, paragraph: Stretch) -> Stretch | None:
        """A shape's own words, when each shape of the paragraph has times of its own."""
        if paragraph not in self._owned:
            self._owned[paragraph] = self._by_lead(drafts, paragraph)
        return self._owned[paragraph].get(drafts[number].lead)

    def _by_lead(self, drafts: list[Draft], paragraph: Stretch) -> dict[Stretch, Stretch]:
        """The own words of the shapes of a paragraph, by what leads to them; or none."""
        leads = sorted({d.lead for d in drafts if paragraph[0] <= d.start < paragraph[1]})
        if len(leads) < 2:
            return {}
        ends: dict[Stretch, int] = {}
        for draft in drafts:
            ends[draft.lead] = max(draft.end, ends.get(draft.lead, 0))
        heads = [(max(lead[0], paragraph[0]), lead[1]) for lead in leads]
        nexts = [*(lead[1] for lead in leads[1:]), paragraph[1]]
        tails = [(ends[lead], after) for lead, after in zip(leads, nexts, strict=True)]
        if all(self.blocks(head) for head in heads):
            return dict(zip(leads, heads, strict=True))
        if not self.blocks(heads[0]) and all(self.blocks(tail) for tail in tails):
            return dict(zip(leads, tails, strict=True))
        return {}

    def of_shape(self, drafts: list[Draft], number: int, place: Lonlat) -> Timed:
        """The windows of one shape."""
        stretches = self.stretches(drafts, number)
        for index, stretch in enumerate(stretches):
            found = self.blocks(stretch)
            if found:
                found = self._with_common_hours(found, drafts[number].start)
                wider = [b for other in stretches[index + 1 :] for b in self.blocks(other)]
                return self.expanded(_borrowed(found, wider), place)
        return Timed()

    def _with_common_hours(self, found: list[Block], at: int) -> list[Block]:
        """Days of a list's items with the hours that stand before the list."""
        if not all(b.days and not (b.clocks or b.spans or b.whole_day) for b in found):
            return found
        paragraph = self.paragraph(at)
        first = next((s for s in self.starts if paragraph[0] < s < at), None)
        head = self.blocks((paragraph[0], first)) if first else []
        hours = [pair for block in head if not block.days for pair in block.clocks]
        return [replace(b, clocks=hours, daily=True) for b in found] if hours else found

    def of_message(self, place: Lonlat | None) -> Timed:
        """The windows of the whole message."""
        return self.expanded(self.blocks(self.body), place)

    def expanded(self, found: list[Block], place: Lonlat | None) -> Timed:
        """Blocks to windows."""
        out = Timed()
        for block in found:
            span = (block.start, max(block.end, block.start))
            rule = " ".join(re.sub(f"[{BLANK}\ue000\ue001]+", " ", self.text[slice(*span)]).split())
            zone = ZONE_HOURS.get(self.lang, 0.0)
            if self.lang not in _KEEPING and self.local_hours is not None and _unnamed(block):
                zone = self.local_hours
                out.assumed.append(span)
            japanese = self.lang == "ja"
            setting = Setting(
                self.anchors, zone, place, rule[:160], span, self.local_hours, japanese
            )
            result = expand(block, setting)
            collect(out, result, span)
        out.windows = list(dict.fromkeys(out.windows))
        return out


def _unnamed(block: Block) -> bool:
    """Whether the hours of a block name no clock."""
    pairs = [*block.clocks, *((a, b) for a, b, _ in block.spans)]
    return bool(pairs) and all(a.zone is None and b.zone is None for a, b in pairs)


def collect(out: Timed, result: Expanded, span: Stretch) -> None:
    """Add what a block gives to what is found."""
    out.windows += result.windows
    if result.unread:
        out.unread.append((result.unread, span))
    if result.no_year:
        out.no_year.append(span)
    if result.no_start:
        out.no_start.append(span)


def _with_hours(found: list[Block]) -> list[Block]:
    """Reserve days without hours have those of the block before them."""
    out: list[Block] = []
    for block in found:
        if block.reserve and block.days and not block.clocks and out:
            hours = out[-1].clocks or [(a, b) for a, b, _ in out[-1].spans[-1:]]
            out.append(replace(block, clocks=hours))
        else:
            out.append(block)
    return out


def with_days(kept: list[Block], found: list[Block]) -> list[Block]:
    """Hours without days take the days of the block before, else of the first that has some."""
    days = next((b.days for b in found if b.days), [])
    out = []
    for block in kept:
        days = block.days or days
        dated = block.days or block.spans or block.until or block.since
        out.append(replace(block, days=days) if block.clocks and not dated else block)
    return out


def _borrowed(found: list[Block], wider: list[Block]) -> list[Block]:
    if any(block.days or block.spans or block.until or block.since for block in found):
        return found
    lender = next((b for b in wider if b.days or b.spans or b.until or b.since), None)
    if lender is None:
        return found
    return [replace(lender, clocks=block.clocks, daily=True, start=block.start, end=block.end)
            if block.clocks else block for block in found]  # fmt: skip
