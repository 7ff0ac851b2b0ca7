"""What people ask of a messenger first: eight questions, each answered by one attribute in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from guidekit.knobs import Model, knob
from guidekit.tables.rows import facts_on, first_messengers
from guidekit.tables.snapshot import DATE_TITLES, DATES, MESSENGERS
from guidekit.tables.wording import messenger_names, value_words
from guidekit.words import word_list

WEAK, PART, FINE, OPEN = "weak", "part", "fine", "open"
SAYS_ITS_MAKER = "{words}, says its maker"
_ENDS = ({"sender", "sender_ip"}, {"recipient"})  # what tells a server who writes, and to whom
_ALL = {"room", "members"}  # who is in a room is both
_NAMED = {
    "sender": "who sends",
    "recipient": "who receives",
    "room": "the room",
    "members": "its members",
    "sender_ip": "the sender's address",
}


@dataclass(frozen=True)
class CommonQuestion:
    """A question of a layperson, and how the values of one attribute answer it.

    Attributes
    ----------
    words : str
        The question.
    attribute : str
        The id of the attribute that answers it.
    answers : mapping
        For each value a mark, `WEAK`, `PART` or `FINE`, and a few words. A value that is not here is
        `OPEN`. Empty for the list of what a server sees, which is judged by what it names.
    """

    words: str
    attribute: str
    answers: Mapping[str, tuple[str, str]]

    def answer(self, value: str) -> tuple[str, str]:
        """Return the mark and the words for a value of the attribute.

        >>> COMMON["internet"].answer("no"), COMMON["ends"].answer("time; sender_ip")
        (('fine', 'yes, nearby'), ('part', "the sender's address"))
        """
        if self.answers:
            return self.answers.get(value, (OPEN, value_words(value)))
        seen = value.split("; ")
        told = sum(bool({*seen} & end) for end in _ENDS)
        mark = WEAK if told == len(_ENDS) or {*seen} & _ALL else PART if told else FINE
        return mark, word_list(said for word, said in _NAMED.items() if word in seen) or "neither"


COMMON: Mapping[str, CommonQuestion] = MappingProxyType(
    {
        "phone": CommonQuestion(
            "Does it need a phone number?", "identity.required_identifier",
            {"phone": (WEAK, "yes"), "email": (PART, "no, but an e-mail address"), "username": (FINE, "no"),
             "key_pair": (FINE, "no"), "none": (FINE, "no")},
        ),
        "runs": CommonQuestion(
            "Who runs the machines between us?", "net.topology",
            {"centralized": (WEAK, "one organisation"), "federated": (PART, "many servers"),
             "anonymous_overlay": (PART, "many strangers"), "hybrid": (PART, "a mixture"),
             "p2p": (FINE, "our devices connect")},
        ),
        "reads": CommonQuestion(
            "Who can read a chat of two?", "content.e2ee_1to1",
            {"yes": (FINE, "only you two"), "partial": (PART, "others, in some chats"),
             "no": (WEAK, "the operator, too")},
        ),
        "internet": CommonQuestion(
            "Does it work without the internet?", "avail.needs_internet",
            {"yes": (WEAK, "no"), "partial": (PART, "in part"), "no": (FINE, "yes, nearby")},
        ),
        "open": CommonQuestion(
            "Can anyone read how the app works?", "open.open_source",
            {"yes": (FINE, "yes"), "partial": (PART, "in part"), "no": (WEAK, "no")},
        ),
        "ends": CommonQuestion("Which of us does a server see?", "meta.server_sees", {}),
        "vanish": CommonQuestion(
            "Can messages vanish on both phones?", "message.disappearing",
            {"yes": (FINE, "yes"), "partial": (PART, "not on both, or not always"), "no": (WEAK, "no")},
        ),
        "copies": CommonQuestion(
            "Could others read a copy of old messages?", "backup.history",
            {"none": (FINE, "there is none"), "local": (FINE, "it stays with you"),
             "server_e2ee": (FINE, "no"),
             "server_e2ee_optional": (PART, "unless both lock it"), "server_readable": (WEAK, "yes")},
        ),
    }
)  # fmt: skip
"""The questions by the names of their ticks."""


@dataclass(frozen=True)
class CommonAnswer:
    """What is known of one question about one messenger.

    Attributes
    ----------
    mark : str
        `WEAK`, `PART`, `FINE`, or `OPEN` where nobody can tell.
    words : str
        The answer in a few words.
    why : str
        The sentence of the fact; empty where there is none.
    guide : bool
        Whether only the guide said so.
    """

    mark: str
    words: str
    why: str = ""
    guide: bool = False


@dataclass(frozen=True)
class EightQuestions(Model):
    """What people ask first, about the messengers that somebody uses, as it was known on one day.

    A good answer that only a maker vouches for counts in part, because nobody outside can check it. What
    sources dispute is open.

    Examples
    --------
    >>> asked = EightQuestions(messengers=("briar", "whatsapp"), questions=("reads",))
    >>> [(who, answer.mark) for (who, _), answer in asked.answers().items()]
    [('briar', 'fine'), ('whatsapp', 'part')]
    """

    messengers: tuple[str, ...] = knob(
        first_messengers(), label="Messengers", help="Those whose answers stand side by side", ticks=True
    )
    questions: tuple[str, ...] = knob(
        tuple(COMMON), label="Questions", help="What you want to know of them", ticks=True
    )
    date: str = knob(
        DATES[-1], label="Date", help="The day whose answers are shown; the guide is of March 2022",
        choices=DATES, titles=DATE_TITLES, ordered=True,
    )  # fmt: skip

    def options(self, name: str) -> Mapping[str, str]:
        """Return what may be ticked: every messenger of the table, or the questions."""
        if name == "messengers":
            return messenger_names()
        return {name: question.words for name, question in COMMON.items()} if name == "questions" else {}

    def whose(self) -> list[str]:
        """Return the messengers that are ticked, in the order of the table."""
        return [who for who in MESSENGERS if who in self.messengers]

    def asked(self) -> list[str]:
        """Return the questions that are ticked, in their own order."""
        return [name for name in COMMON if name in self.questions]

    def answers(self) -> dict[tuple[str, str], CommonAnswer]:
        """Return the answer for each messenger that is ticked and each question that is."""
        found = facts_on(self.date)
        return {
            (who, name): _answer(COMMON[name], found.get((who, COMMON[name].attribute)))
            for who in self.whose()
            for name in self.asked()
        }


def _answer(question: CommonQuestion, fact: object) -> CommonAnswer:
    value = str(getattr(fact, "value", "unknown"))
    if value in ("unknown", "not_applicable"):
        return CommonAnswer(OPEN, "no source says" if value == "unknown" else "not applicable")
    mark, words = question.answer(value)
    why, known = str(getattr(fact, "summary", "")), getattr(fact, "confidence", "")
    if known == "disputed":
        return CommonAnswer(OPEN, "sources disagree", why)
    if known == "claimed" and mark == FINE:
        return CommonAnswer(PART, SAYS_ITS_MAKER.format(words=words), why)
    return CommonAnswer(mark, words, why, known == "guide")
