"""People in situations: how they would answer, what no messenger does for them, and who helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from guidekit.choice.questions import CLOSE, EMPLOYER, said_first
from guidekit.choice.threat import ANSWER_KNOBS, ThreatModel
from guidekit.names import check_known
from guidekit.tables.layouts import SITUATIONS


@dataclass(frozen=True)
class Situation:
    """Somebody in a situation.

    Attributes
    ----------
    who : str
        Who it is, in a few words: on a button and above a picture.
    answers : tuple of str
        Their answer to each of the eight questions, in order. These answers are our assumption.
    limits : str
        What no messenger does for them.
    practice : str
        What practitioners weigh there and no table of ours has.
    helped_as : tuple of str
        Words that the table of help has for such people; empty where it names nobody.
    elsewhere : str
        Whom to ask where the table of help names nobody.
    """

    who: str
    answers: tuple[str, ...]
    limits: str
    practice: str
    helped_as: tuple[str, ...] = ()
    elsewhere: str = ""

    @property
    def before(self) -> str:
        """What has to be said before any messenger is named; empty where nothing has."""
        return said_first(dict(zip(ANSWER_KNOBS, self.answers, strict=True)))

    def knobs(self) -> dict[str, str]:
        """Return the answers by the knobs of a threat model."""
        return dict(zip(ANSWER_KNOBS.values(), self.answers, strict=True))


PEOPLE: Mapping[str, Situation] = MappingProxyType(
    {
        "source_and_journalist": Situation(
            "Alice, a source",
            ("a state", "yes, and keep it", "no", "people with any phone", "rather not", "yes", "two of us",
             "no"),
            "No messenger helps if the phone or the network is the hospital's, if somebody takes the "
            "phone and opens it, if the other side tells, or if only few people could have known the story.",
            "They start from the phone and the app that both have already, because a rare app can itself "
            "raise suspicion.",
            ("whistleblower", "journalist"),
        ),
        "protest_net_may_be_cut": Situation(
            "Saturday's march",
            ("a state", "yes, and keep it", "the net may be cut", "people with any phone", "rather not",
             "rather", "up to 50", "no"),
            "No messenger helps if the phone is taken and opened, if somebody in the group tells, or "
            "if the phone itself shows where you are.",
            "One text says that best is no phone. They advise two ways: one that everybody has for as long "
            "as the network works, and a second one for nearby.",
            ("activist", "human rights"),
        ),
        "watched_at_home": Situation(
            "A colleague, watched",
            ("somebody close to me", "for a moment", "no", "those who have it already", "yes", "rather",
             "two of us", "it would help"),
            "No messenger helps against somebody who knows the code of the phone, looks over the shoulder or "
            "has put a program on it, and a new app can be noticed.",
            "They name no messenger: a safer device and a plan made with somebody who helps come first.",
            ("violence", "survivors", "watched"),
        ),
        "clinic_team": Situation(
            "A clinic team",
            ("strangers", "for a moment", "no", "people with any phone", "yes", "rather", "up to 50",
             "it would help"),
            "No messenger makes a chat the patient's record, asks the patient, or keeps a picture of the "
            "screen from being taken.",
            "They ask first which app the organisation has approved.",
            elsewhere="ask whoever is in charge of data protection where you work",
        ),
        "family": Situation(
            "A family",
            ("nobody I know of", "hardly", "no", "those who have it already", "yes", "no", "up to 50", "yes"),
            "No messenger knows who sits at the other end, or keeps a child from telling a stranger too "
            "much.",
            "They name no messenger: they talk about who may write to the child, and how to block and "
            "report.",
            ("child",),
        ),
        "public_group": Situation(
            "A public group",
            ("a state", "hardly", "no", "a public I do not know", "rather not", "no", "up to 500", "no"),
            "No messenger keeps secret what anyone may join to read; somebody who listens may be among them.",
            "They keep decisions out of large groups, and advise small closed ones.",
            ("activist", "civil society"),
        ),
        "app_is_blocked": Situation(
            "A blogger, app blocked",
            ("a state", "for a moment", "apps are blocked", "people with any phone", "rather not", "rather",
             "two of us", "it would help"),
            "No messenger is sure to work tomorrow: blocks change within days, and a way round a block can "
            "be seen itself.",
            "They count what went on working in real blocks, and advise to have several ways ready.",
            ("activist", "human rights"),
        ),
        "whistleblower_in_company": Situation(
            "A man in a bank",
            ("my employer", "hardly", "no", "a few who install it", "no", "yes", "two of us", "no"),
            "No messenger helps if the device or the network belongs to the employer, or if only few people "
            "could have known it.",
            "They name no messenger: the first contact comes from a device and a place that have nothing to "
            "do with you, often to a drop box.",
            ("whistleblower",),
        ),
    }
)  # fmt: skip
"""Eight people by the ids that the table of advice has for their situations."""

PRESETS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {SITUATIONS[name]: MappingProxyType(person.knobs()) for name, person in PEOPLE.items()}
)
"""The answers by the name of the situation."""

WHO: Mapping[str, str] = MappingProxyType({person.who: name for name, person in PEOPLE.items()})
"""The id of each situation by who is in it."""


NO_MESSENGER_HELPS = (
    "No messenger helps if somebody takes the phone and opens it, if the other side tells, or if the "
    "screen is watched."
)
"""What holds for everyone."""


LIKE: Mapping[str, str] = MappingProxyType({CLOSE: "watched_at_home", EMPLOYER: "whistleblower_in_company"})
"""Whose limits hold for everyone who fears the same, whatever else is answered."""


def limits_of(model: ThreatModel) -> str:
    """Return what no messenger does for somebody with these answers.

    One changed answer takes no warning away: what holds for the person still holds, unless it is another
    one who is feared.
    """
    person = situation_of(model)
    near = situation_of(model, 1)
    if not person and near and PEOPLE[near].answers[0] == model.against:
        person = near
    person = person or LIKE.get(model.against, "")
    return PEOPLE[person].limits if person else NO_MESSENGER_HELPS


def preset(name: str, date: str | None = None) -> ThreatModel:
    """Return the threat model of one of the eight people.

    Parameters
    ----------
    name : str
        The name of the situation, one of `PRESETS`.
    date : str, optional
        The day whose facts count; by default the newest.

    Raises
    ------
    ValueError
        If there is no such situation; the message lists those there are.

    Examples
    --------
    >>> preset("A family").musts()
    ('calls',)
    """
    check_known("situation", [name], PRESETS)
    model: ThreatModel = ThreatModel().but(**PRESETS[name])
    return model if date is None else model.but(date=date)


def others(name: str) -> dict[str, dict[str, str]]:
    """Return the answers of the seven others, ready for the buttons of a panel that starts with one person.

    Examples
    --------
    >>> list(others("A family"))[:2]
    ['Alice, a source', "Saturday's march"]
    """
    check_known("situation", [name], PRESETS)
    return {person.who: person.knobs() for id, person in PEOPLE.items() if SITUATIONS[id] != name}


def situation_of(model: ThreatModel, changed: int = 0) -> str:
    """Return the id of the situation whose answers these are, whatever else was changed; empty for none.

    Parameters
    ----------
    model : ThreatModel
        The answers.
    changed : int
        How many of the eight answers may be other ones.

    Examples
    --------
    >>> situation_of(preset("A family").but(calls="left out")), situation_of(ThreatModel())
    ('family', '')
    >>> situation_of(preset("A family").but(talk="no"), changed=1)
    'family'
    """
    mine = tuple(model.answers().values())
    for name, person in PEOPLE.items():
        if sum(one != other for one, other in zip(person.answers, mine, strict=True)) <= changed:
            return name
    return ""
