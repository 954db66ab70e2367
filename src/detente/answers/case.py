"""The case of a what-if question as a scenario that the assessment reads: *what if A attacked B* as *A attacks B*."""

from __future__ import annotations

from detente.answers.question import Question, cues


def scenario_of(question: Question) -> str:
    """The clause behind *if* (or the whole question), its verb in the form that scenarios are written in."""
    text = " ".join(question.text.replace("’", "'").split()).strip(" ?.!")
    opened = [
        match.end() for cue in cues(question.language) if cue.kind == "if" for match in cue.pattern.finditer(text)
    ]
    clause = text[max(opened) :].strip() if opened else text
    for cue in cues(question.language):
        if cue.kind == "act" and cue.pattern.search(clause):
            return cue.pattern.sub(cue.reads, clause, count=1)
    return clause
