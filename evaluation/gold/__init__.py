"""Articles of our own writing on real events between states, each with its hand-made reading, and the gate over them.

How the gold was made, before any rule was tuned on it:

- An event is something that one state-level actor, organisation, armed group or named sector did, promised, refused,
  demanded, threatened or pointedly did not do to another, and that the text states. Background, opinion, questions and
  hypotheses without an actor are no events. What is told twice is one event, and `evidence` lists each telling.
- `type` lists every PLOVER type that a careful annotator would accept, `status` every status, `date` every EDTF date;
  a field that is missing was not judged, because the text does not settle it.
- `actor` and `recipient` are country codes or PLOVER groups; `A|B` accepts either (an armed group may be coded by its country
  or as IMG). `both` means that the order does not matter.
- `optional` marks statements on which annotators would differ: reading one is no error, missing one is none either.
- Every second article is `blind`: it is scored, and nobody who writes rules reads it or lists its errors.
"""
