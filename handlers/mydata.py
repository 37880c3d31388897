"""All that bears one's name, as a file: a page to read, and the same for machines."""

from __future__ import annotations

from domain.document import Choice, Document, Style, Typed, line, phrase
from domain.enclosure import Enclosure
from domain.rights import Deed
from handlers.kit.command import Call, Command, Example, Outcome


def mydata(call: Call) -> Outcome:
    """The file is made when the letter leaves, and kept nowhere."""
    lines = (
        line(phrase("mydata")),
        line(phrase("mydata-wrong", example=Typed("privacy")), style=Style.NOTE),
    )
    me = call.member.person
    buttons = (Choice("privacy", phrase("choice-privacy"), me), Choice("forgetme", phrase("choice-forgetme"), me))
    return Outcome(answer=Document(lines, buttons), enclosure=Enclosure.MY_DATA)


COMMAND = Command(
    en="mydata",
    fr="mesdonnees",
    run=mydata,
    also=("my-data", "mes-donnees"),
    nearly=("copy", "allmydata", "mesinfos"),
    deeds=(Deed.OWN_DATA,),
    private_matter=True,
    examples=(Example(en="mydata", fr="mesdonnees"),),
)
